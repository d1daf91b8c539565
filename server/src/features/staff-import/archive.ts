import { inflateRawSync } from 'node:zlib';

/** What a spreadsheet may become when it is opened. */
const OPENED = 150 * 1024 * 1024;
/** No spreadsheet of a staff list has more parts that are read. */
const MOST_PARTS = 1_000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** Behind the end of the directory stands at most a comment of this length. */
const LONGEST_COMMENT = 65_535 + END_BYTES;
const STORED = 0;
const DEFLATED = 8;
const UTF8_NAMES = 0x0800;

/** A part as it was opened. */
interface Part {
  readonly name: Buffer;
  readonly flags: number;
  readonly data: Buffer;
}

/**
 * The archive opened and put together anew, with its parts stored plainly: each is opened and counted here, since what the file says of
 * itself may be a lie. Whoever reads on gets these parts and no others, however he would have found them in the file.
 */
export function openArchive(bytes: Buffer): ArrayBuffer | 'too-large' | 'damaged' {
  try {
    const parts = openEach(bytes);
    return typeof parts === 'string' ? parts : joined(parts);
  } catch (fault) {
    return fault instanceof RangeError && 'code' in fault && fault.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'damaged';
  }
}

function openEach(bytes: Buffer): Part[] | 'too-large' | 'damaged' {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end < bytes.length - LONGEST_COMMENT || bytes.readUInt32LE(end) !== END_OF_DIRECTORY) return 'damaged';
  const entries = bytes.readUInt16LE(end + 10);
  if (entries === 0) return 'damaged';
  let place = bytes.readUInt32LE(end + 16);
  let room = OPENED;
  const parts: Part[] = [];
  for (let entry = 0; entry < entries; entry += 1) {
    if (bytes.readUInt32LE(place) !== DIRECTORY_ENTRY) return 'damaged';
    const flags = bytes.readUInt16LE(place + 8) & UTF8_NAMES;
    const method = bytes.readUInt16LE(place + 10);
    const packed = bytes.readUInt32LE(place + 20);
    const told = bytes.readUInt32LE(place + 24);
    const nameLength = bytes.readUInt16LE(place + 28);
    const header = bytes.readUInt32LE(place + 42);
    if (bytes.readUInt32LE(header) !== LOCAL_HEADER) return 'damaged';
    const start = header + LOCAL_BYTES + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    if (start + packed > bytes.length || (method !== STORED && method !== DEFLATED)) return 'damaged';
    if (room <= 0) return 'too-large';
    const closed = bytes.subarray(start, start + packed);
    const data = method === STORED ? closed : inflateRawSync(closed, { maxOutputLength: room });
    if (data.length !== told) return 'damaged';
    room -= data.length;
    const name = bytes.subarray(place + ENTRY_BYTES, place + ENTRY_BYTES + nameLength);
    // Pictures and settings of printers say nothing of people.
    if (/\.(xml|rels)$/.test(name.toString('latin1'))) parts.push({ name, flags, data });
    if (parts.length > MOST_PARTS) return 'too-large';
    place += ENTRY_BYTES + nameLength + bytes.readUInt16LE(place + 30) + bytes.readUInt16LE(place + 32);
  }
  return room < 0 ? 'too-large' : parts;
}

/** An archive of these parts as they are. */
function joined(parts: readonly Part[]): ArrayBuffer {
  const length = parts.reduce((sum, { name, data }) => sum + LOCAL_BYTES + ENTRY_BYTES + 2 * name.length + data.length, END_BYTES);
  const whole = new ArrayBuffer(length);
  const bytes = Buffer.from(whole);
  let place = 0;
  const directory: Buffer[] = [];
  for (const { name, flags, data } of parts) {
    const entry = Buffer.alloc(ENTRY_BYTES);
    entry.writeUInt32LE(DIRECTORY_ENTRY, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(place, 42);
    directory.push(entry, name);
    bytes.writeUInt32LE(LOCAL_HEADER, place);
    bytes.writeUInt16LE(flags, place + 6);
    bytes.writeUInt32LE(data.length, place + 18);
    bytes.writeUInt32LE(data.length, place + 22);
    bytes.writeUInt16LE(name.length, place + 26);
    place += LOCAL_BYTES;
    place += name.copy(bytes, place);
    place += data.copy(bytes, place);
  }
  const from = place;
  for (const piece of directory) place += piece.copy(bytes, place);
  bytes.writeUInt32LE(END_OF_DIRECTORY, place);
  bytes.writeUInt16LE(parts.length, place + 8);
  bytes.writeUInt16LE(parts.length, place + 10);
  bytes.writeUInt32LE(place - from, place + 12);
  bytes.writeUInt32LE(from, place + 16);
  return whole;
}
