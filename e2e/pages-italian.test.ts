import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../tools/bootstrap.mjs';
import { type Everything, lookAtEveryPage, pagesOf, startEverything } from './testing/every-page.ts';

let everything: Everything;

beforeAll(async () => {
  everything = await startEverything();
});

test('R4.17 every page is whole at every width and has its help, it', () => lookAtEveryPage(everything, 'it'));

test('every page the console declares is among those looked at', () => {
  const source = readFileSync(join(root, 'web/src/pages.ts'), 'utf8');
  const declared = [...source.matchAll(/^ {2}'(\/[^']*)': \{ slug/gm)].map(([, path = '']) => path);
  const { longest, run, preparation, role, organization, group, application } = everything;
  const ids = [longest.id, run, preparation, role, organization, group, application];
  const seen = pagesOf(everything).map(([, path]) => ids.reduce((address, id) => address.replace(id, '$id'), path.split('?')[0] ?? ''));

  expect(declared.length).toBeGreaterThan(9);
  expect(declared.filter((path) => !seen.includes(path))).toEqual([]);
});
