/** A picture of which only what is drawn is left: neither place nor author, nor anything that stands behind its end. */
export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** The still picture that a file holds, by what is inside it and never by its name; undefined: none of the three kinds, or a broken one. */
export function pictureIn(file: Buffer): Picture | undefined {
  try {
    return png(file) ?? jpeg(file) ?? webp(file);
  } catch (fault) {
    // A part says that it is longer than the file.
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const DRAWN_IN_PNG = new Set(['IHDR', 'PLTE', 'tRNS', 'sRGB', 'gAMA', 'IDAT', 'IEND']);

function png(file: Buffer): Picture | undefined {
  if (!file.subarray(0, PNG.length).equals(PNG)) return undefined;
  const kept: Buffer[] = [PNG];
  const seen = new Set<string>();
  for (let at = PNG.length; ; ) {
    const end = at + 12 + file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    if (end > file.length || (seen.size === 0) !== (name === 'IHDR')) return undefined;
    if (DRAWN_IN_PNG.has(name)) kept.push(file.subarray(at, end));
    seen.add(name);
    if (name === 'IEND') break;
    at = end;
  }
  if (!seen.has('IDAT')) return undefined;
  return { type: 'image/png', width: file.readUInt32BE(16), height: file.readUInt32BE(20), bytes: Buffer.concat(kept) };
}

const [START, SCAN, END] = [0xd8, 0xda, 0xd9];

function jpeg(file: Buffer): Picture | undefined {
  if (file.length < 4 || file.readUInt16BE(0) !== 0xff00 + START) return undefined;
  const kept = [file.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  let isDrawn = false;
  for (let at = 2; ; ) {
    const marker = file.readUInt8(at + 1);
    if (file.readUInt8(at) !== 0xff) return undefined;
    if (marker === END) {
      if (!size || !isDrawn) return undefined;
      // A second picture may follow, which tells again what was left out of the first.
      return { type: 'image/jpeg', ...size, bytes: Buffer.concat([...kept, file.subarray(at, at + 2)]) };
    }
    const length = file.readUInt16BE(at + 2);
    const end = marker === SCAN ? endOfScan(file, at + 2 + length) : at + 2 + length;
    if (length < 2 || end > file.length || (size && isFrame(marker))) return undefined;
    if (isFrame(marker)) size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    if (!isTold(marker)) kept.push(file.subarray(at, end));
    isDrawn ||= marker === SCAN;
    at = end;
  }
}

/** Where the next part begins: 0xff is drawn before a zero, and before the marks at which a scan goes on (ISO/IEC 10918-1, B.1.1). */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

/** The marker of a frame, with how large the picture is. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** What a file tells besides the picture: comments, and all applications' parts but the two that say how colours are written. */
const isTold = (marker: number): boolean => marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xee);

const DRAWN_IN_WEBP = new Set(['VP8X', 'ALPH', 'VP8 ', 'VP8L']);
/** Of the flags only that there is transparency. */
const ALPHA = 0x10;

function webp(file: Buffer): Picture | undefined {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const whole = 8 + file.readUInt32LE(4);
  if (whole > file.length) return undefined;
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | undefined;
  let isDrawn = false;
  for (let at = 12; at < whole; ) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > whole || name === 'ANIM' || name === 'ANMF') return undefined;
    if (DRAWN_IN_WEBP.has(name)) {
      const part = Buffer.from(file.subarray(at, end));
      if (name === 'VP8X') part.writeUInt8(part.readUInt8(8) & ALPHA, 8);
      size ??= sizeIn(name, part.subarray(8));
      isDrawn ||= name.startsWith('VP8') && name !== 'VP8X';
      kept.push(part);
    }
    at = end;
  }
  if (!size || !isDrawn) return undefined;
  const parts = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + parts.length, 4);
  return { type: 'image/webp', ...size, bytes: Buffer.concat([head, parts]) };
}

function sizeIn(name: string, part: Buffer): { width: number; height: number } | undefined {
  if (name === 'VP8X') return { width: 1 + part.readUIntLE(4, 3), height: 1 + part.readUIntLE(7, 3) };
  if (name === 'VP8L' && part.readUInt8(0) === 0x2f) {
    const bits = part.readUInt32LE(1);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (name === 'VP8 ' && part.readUIntBE(3, 3) === 0x9d012a)
    return { width: part.readUInt16LE(6) & 0x3fff, height: part.readUInt16LE(8) & 0x3fff };
  return undefined;
}
