import { expect, test } from 'vitest';
import { archiveName, archiveState, shownName } from './rules.ts';

const at = new Date('2026-11-22T09:00:00Z');
const before = new Date('2026-11-22T08:00:00Z');
const after = new Date('2026-11-23T08:00:00Z');
const run = (state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled') =>
  ({ id: '' as never, state, done: 0, total: null, cancelAsked: false, outcome: null }) as const;
const known = { readyAt: null, expiresAt: null, fetchedAt: null, withdrawnAt: null, course: null };
const whole = { ...known, readyAt: before, expiresAt: after, course: run('done') };

test.for([
  ['waiting', { ...known, course: run('waiting') }],
  ['writing', { ...known, course: run('running') }],
  ['failed', { ...known, course: run('failed') }],
  ['cancelled', { ...known, course: run('cancelled') }],
  ['failed', known],
  ['ready', whole],
  // The run is forgotten before the archive is.
  ['ready', { ...whole, course: null }],
  ['expired', { ...whole, expiresAt: at }],
  ['fetched', { ...whole, expiresAt: at, fetchedAt: before }],
  ['withdrawn', { ...whole, withdrawnAt: before }],
  ['withdrawn', { ...known, withdrawnAt: before, course: run('running') }],
] as const)('D5 an archive is %s by what is known of it', ([state, archive]) => {
  expect(archiveState(archive, at)).toBe(state);
});

test('a name of a file is shown without its folder and without what is not seen', () => {
  expect(['C:\\punti\\2026-11-21.txt', '/home/x/a\u202Eb.txt', ' \u0000 ', ''].map(shownName)).toEqual([
    '2026-11-21.txt',
    'ab.txt',
    'file',
    'file',
  ]);
  expect(shownName('x'.repeat(300))).toHaveLength(255);
});

test('R2.22 an archive is saved under the moment at which it was asked for', () => {
  expect([archiveName('it', at), archiveName('en', at)]).toEqual([
    'registro-2026-11-22T090000Z.ndjson.gz',
    'log-2026-11-22T090000Z.ndjson.gz',
  ]);
});
