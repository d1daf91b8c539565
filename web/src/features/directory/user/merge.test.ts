import type { UserRecord } from '@varco/shared/directory/api';
import { expect, test } from 'vitest';
import { changedFields, changeOf, merge, typedOf } from './merge.ts';

const record = { familyName: 'Rossi', givenName: 'Ada', fullName: '', validFrom: null, validTo: null, username: 'a.rossi', version: 1 };
const user = (change: object = {}) => ({ ...record, ...change }) as UserRecord;

test('only what differs is sent, with the version that was seen; an emptied day becomes none', () => {
  const seen = user({ validTo: '2026-12-31' });

  expect(changeOf(seen, { ...typedOf(seen, ['username', 'validFrom', 'validTo']), validTo: '' })).toEqual({ version: 1, validTo: null });
});

test('nothing typed is no change', () => {
  expect(changedFields(user(), typedOf(user(), ['familyName', 'fullName', 'validFrom']))).toEqual([]);
});

test('fields that only one of the two changed are settled without asking', () => {
  const merged = merge(user(), { familyName: 'Bianchi', givenName: 'Ada' }, user({ givenName: 'Adele', version: 2 }));

  expect(merged).toEqual({ typed: { familyName: 'Bianchi', givenName: 'Adele' }, asked: [] });
});

test('a field that both changed is asked about, and what was typed is kept', () => {
  const merged = merge(user(), { familyName: 'Bianchi' }, user({ familyName: 'Verdi', version: 2 }));

  expect(merged).toEqual({ typed: { familyName: 'Bianchi' }, asked: ['familyName'] });
});

test('the same change made by both is no conflict', () => {
  expect(merge(user(), { familyName: 'Verdi' }, user({ familyName: 'Verdi', version: 2 })).asked).toEqual([]);
});
