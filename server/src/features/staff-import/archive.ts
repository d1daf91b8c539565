import { inflateRawSync } from 'node:zlib';

/** What a spreadsheet may become when it is opened. */
const OPENED = 150 * 1024 * 1024;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** Behind the end of the directory stands at most a comment of this length. */
const LONGEST_COMMENT = 65_535 + 22;
const STORED = 0;
const DEFLATED = 8;

/** Whether the archive, opened, stays within its bounds: each part is opened and counted, since what it says of itself may be a lie. */
export function judgeArchive(bytes: Buffer): 'sound' | 'too-large' | 'damaged' {
  try {
    return openEach(bytes);
  } catch (fault) {
    return fault instanceof RangeError && 'code' in fault && fault.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'damaged';
  }
}

function openEach(bytes: Buffer): 'sound' | 'too-large' | 'damaged' {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end < bytes.length - LONGEST_COMMENT || bytes.readUInt32LE(end) !== END_OF_DIRECTORY) return 'damaged';
  const entries = bytes.readUInt16LE(end + 10);
  let place = bytes.readUInt32LE(end + 16);
  let room = OPENED;
  for (let entry = 0; entry < entries; entry += 1) {
    if (bytes.readUInt32LE(place) !== DIRECTORY_ENTRY) return 'damaged';
    const method = bytes.readUInt16LE(place + 10);
    const packed = bytes.readUInt32LE(place + 20);
    const told = bytes.readUInt32LE(place + 24);
    const header = bytes.readUInt32LE(place + 42);
    if (bytes.readUInt32LE(header) !== LOCAL_HEADER) return 'damaged';
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    if (start + packed > bytes.length || (method !== STORED && method !== DEFLATED)) return 'damaged';
    if (room <= 0) return 'too-large';
    const real = method === STORED ? packed : inflateRawSync(bytes.subarray(start, start + packed), { maxOutputLength: room }).length;
    if (real !== told) return 'damaged';
    room -= real;
    place += 46 + bytes.readUInt16LE(place + 28) + bytes.readUInt16LE(place + 30) + bytes.readUInt16LE(place + 32);
  }
  return room < 0 ? 'too-large' : 'sound';
}
