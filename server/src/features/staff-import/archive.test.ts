import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeFiles } from '#testing/staff-lists';
import { openArchive } from './archive.ts';
import { readStaffFile } from './file-reader.ts';
import { readFile } from './read-file.ts';

const END_BYTES = 22;

/** An archive of some parts, with the number that the end of the directory says for this disk and for all. */
function archive(parts: readonly (readonly [name: string, data: Buffer])[], onThisDisk = parts.length, inAll = parts.length): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let place = 0;
  for (const [name, data] of parts) {
    const packed = deflateRawSync(data);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(place, 42);
    bodies.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    place += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(onThisDisk, 8);
  end.writeUInt16LE(inAll, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(place, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

const sound = async (): Promise<Buffer> => {
  const made = (await makeFiles(40, 26)).find(({ bytes }) => bytes[0] === 0x50 && bytes[1] === 0x4b);
  if (!made) throw new Error('no spreadsheet was made');
  return Buffer.from(made.bytes);
};

test('R1.55 of a spreadsheet only what was opened and counted is read, whichever way its directory is found', async () => {
  const bytes = await sound();
  expect(await readStaffFile(bytes)).toMatchObject({ format: 'xlsx' });

  // One reader believes the number of this disk, another that of all.
  const uncounted = Buffer.from(bytes);
  uncounted.writeUInt16LE(0, uncounted.length - END_BYTES + 10);
  // A second end, too near to the end of the file for some readers to look there.
  const second = Buffer.concat([bytes, Buffer.from([0x50, 0x4b, 0x05, 0x06]), Buffer.alloc(16)]);

  for (const forged of [uncounted, second]) expect(await readStaffFile(forged)).toEqual({ fault: { rule: 'file-damaged' } });
});

test('R1.55 what is handed on is stored plainly: its reader starts no thread for each part, and opens nothing again', () => {
  const part = Buffer.alloc(600_000, 'a');

  const opened = openArchive(archive([...Array(40).keys()].map((number) => [`xl/part${number}.xml`, part] as const)));

  if (typeof opened === 'string') throw new Error(opened);
  const bytes = Buffer.from(opened);
  expect(bytes.length).toBeGreaterThan(40 * part.length);
  expect(bytes.readUInt16LE(bytes.length - END_BYTES + 8)).toBe(40);
  for (let place = bytes.readUInt32LE(bytes.length - END_BYTES + 16), number = 0; number < 40; number += 1) {
    expect(bytes.readUInt16LE(place + 10)).toBe(0);
    place += 46 + bytes.readUInt16LE(place + 28);
  }
});

test('R1.55 a spreadsheet that grows beyond its bounds, or lies about it, is refused', () => {
  const large = Buffer.alloc(80 * 1024 * 1024);

  expect(
    openArchive(
      archive([
        ['xl/a.xml', large],
        ['xl/b.xml', large],
      ]),
    ),
  ).toBe('too-large');
  const lying = archive([['xl/a.xml', Buffer.from('abc')]]);
  lying.writeUInt32LE(2, lying.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24);
  expect(openArchive(lying)).toBe('damaged');
  expect(openArchive(archive([]))).toBe('damaged');
});

test('R1.55 a cell at the end of the world costs whoever sent it his file, and nobody his server', async () => {
  const office = 'http://schemas.openxmlformats.org';
  const sheet = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="ZZZZZZ3"><v>1</v></c></row>';
  const bytes = archive(
    Object.entries({
      'xl/workbook.xml': `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
    }).map(([name, xml]) => [name, Buffer.from(xml)] as const),
  );

  await expect(readFile(bytes, 3_000)).rejects.toMatchObject({ code: 'staff-import.file-refused' });
  // Its place is free again.
  await expect(readFile(await sound())).resolves.toMatchObject({ format: 'xlsx' });
});
