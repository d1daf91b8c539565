import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type ProfileName, profileNames, profileNews, profiles, valuesOf } from './profiles.ts';

const { values, version } = profiles['misure-minime'];
const before = { 'misure-minime': { 0: { ...values, attempts: 5, lockMinutes: 10, expiryDays: 30 } } };

test('D1 who chose a version of a profile keeps its values when a newer one comes', () => {
  expect(valuesOf('misure-minime', 0, before)).toMatchObject({ attempts: 5, lockMinutes: 10, minLength: 8 });
  expect(valuesOf('misure-minime', version, before)).toEqual(values);
  expect(valuesOf('icaro', 1, before)).toEqual(profiles.icaro.values);
});

test('D1 what the newest version would change is told rule by rule, of the rules that are enforced', () => {
  expect(profileNews('misure-minime', 0, before)).toEqual([
    { rule: 'attempts', value: 3 },
    { rule: 'lockMinutes', value: 15 },
  ]);
  expect(profileNews('misure-minime', version, before)).toEqual([]);
});

/** What was published: when one of these differs, raise the profile's version and keep the values it had in `replaced`. */
const published: Record<ProfileName, [version: number, digest: string]> = {
  'misure-minime': [1, '6042a82b0d98'],
  'oracle-crm': [1, '542af5d88976'],
  infinity: [1, '5ebb6070ae53'],
  icaro: [1, '0677c6edc99d'],
  'guida-attuale': [1, '9763e090804b'],
};

test.each(profileNames)('D1 a value of the profile %s changes only with its version', (name) => {
  const digest = createHash('sha256')
    .update(JSON.stringify(Object.entries(profiles[name].values).sort()))
    .digest('hex');

  expect([profiles[name].version, digest.slice(0, 12)]).toEqual(published[name]);
  for (let older = 1; older < profiles[name].version; older += 1) expect(valuesOf(name, older)).not.toBe(profiles[name].values);
});
