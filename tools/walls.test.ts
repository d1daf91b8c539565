import { beforeAll, describe, expect, test } from 'vitest';
import { planted } from './check/planted-walls.mjs';
import { cruisePlanted } from './check/walls.mjs';

let seen: Awaited<ReturnType<typeof cruisePlanted>>;

beforeAll(async () => {
  seen = await cruisePlanted();
});

describe('a wall sees what breaks it', () => {
  test.for(planted)('$wall', ({ wall, file }) => {
    expect(seen.violations).toContainEqual({ wall, file });
  });
});

test('the walls refuse the small house and nothing in it but what was planted', () => {
  expect(seen.code).not.toBe(0);
  expect(seen.violations.map(({ file }) => file).toSorted()).toEqual(planted.map(({ file }) => file).toSorted());
});
