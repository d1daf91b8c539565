import { licences } from '@varco/shared/identity/licences';
import { expect, test } from 'vitest';
import { makeFiles, staff } from '#testing/staff-lists';
import { TEST_DAY } from '../../testing/cluster.ts';
import { readStaffFile } from './file-reader.ts';
import { makePlan } from './plan/make-plan.ts';
import { proposeOptions } from './upload-list.ts';

test('R1.55 of 200 files, written in as many ways, each is read as everybody listed, or names its fault by row', async () => {
  const files = await makeFiles(200, 26);
  const kinds = new Set<string>();

  for (const { name, bytes, fault } of files) {
    const read = await readStaffFile(bytes);
    if ('fault' in read) throw new Error(`${name}: ${read.fault.rule}`);
    const [sheet] = read.sheets;
    if (!sheet) throw new Error(`${name}: no sheet`);
    const { lines } = await makePlan({
      sheet,
      options: proposeOptions(sheet),
      people: [],
      login: { loginId: null, due: false },
      self: undefined,
      licences,
      zone: 'Europe/Rome',
      at: TEST_DAY,
    });
    const faults = lines.flatMap((line) => line.faults.map(({ rule }) => ({ rule, row: line.row })));
    const found = lines.flatMap(({ wanted }) => (wanted ? [wanted] : []));
    const listed = staff.filter((person) => fault === undefined || found.some(({ taxCode }) => taxCode === person.taxCode));

    expect([name, faults]).toEqual([name, fault ? [fault] : []]);
    expect([name, found.length]).toEqual([name, fault ? staff.length - 1 : staff.length]);
    expect([name, found]).toEqual([name, listed.map((person) => expect.objectContaining(person))]);
    kinds.add(name.replace(/^\d+ /, '').replace(/ (whole|capitals).*$/, ''));
  }

  expect(kinds.size).toBeGreaterThan(30);
});
