import { expect, test } from 'vitest';
import { changedFields, merge } from './draft.ts';

const seen = { name: 'Minori', nameEnglish: '', site: 'Via Roma 1', departmentId: 'social' };

test('nothing typed is no change', () => {
  expect(changedFields(seen, { ...seen })).toEqual([]);
  expect(changedFields(seen, { ...seen, site: '' })).toEqual(['site']);
});

test('what only one of the two changed is settled without asking', () => {
  const merged = merge(seen, { ...seen, name: 'Minori e famiglie' }, { ...seen, site: 'Via Verdi 2', departmentId: 'taxes' });

  expect(merged).toEqual({ typed: { ...seen, name: 'Minori e famiglie', site: 'Via Verdi 2', departmentId: 'taxes' }, asked: [] });
});

test('what both changed is asked about, and what was typed is kept', () => {
  const merged = merge(seen, { ...seen, name: 'Minori e famiglie' }, { ...seen, name: 'Famiglie' });

  expect(merged).toEqual({ typed: { ...seen, name: 'Minori e famiglie' }, asked: ['name'] });
});

test('the same change made by both is no conflict', () => {
  expect(merge(seen, { ...seen, name: 'Famiglie' }, { ...seen, name: 'Famiglie' }).asked).toEqual([]);
});
