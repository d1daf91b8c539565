import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { refuseCutOffRestore } from './unfinished.ts';

test('D7 half a note tells of a cut-off restore; no folder tells of nothing, and a file in its place is told for what it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'varco-unfinished-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));

  expect(() => refuseCutOffRestore(join(folder, 'nowhere'))).not.toThrow();
  expect(() => refuseCutOffRestore(folder)).not.toThrow();
  writeFileSync(join(folder, 'return.json'), '{"file":"copy.va');
  expect(() => refuseCutOffRestore(folder)).toThrow(expect.objectContaining({ code: 'unfinished' }));
  expect(() => refuseCutOffRestore(join(folder, 'return.json'))).toThrow(/return\.json cannot be a folder because a file is in the way/);
});
