import { expect, test } from 'vitest';
import { INSTALLATION, OrganizationId, UserId } from './ids.ts';

test('D8 an id is a UUID and nothing else', () => {
  const id = '01980000-0000-7000-8000-000000000001';

  expect(UserId.parse(id)).toBe(id);
  expect(['', 'me', `${id}0`, id.slice(1), `${id}' or true`, `{${id}}`].filter((text) => UserId.safeParse(text).success)).toEqual([]);
});

test('D8 the installation is the nil UUID', () => {
  expect(OrganizationId.parse(INSTALLATION)).toBe('00000000-0000-0000-0000-000000000000');
});
