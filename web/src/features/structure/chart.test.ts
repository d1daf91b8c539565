import type { Department, Unit } from '@varco/shared/structure/api';
import { describe, expect, test } from 'vitest';
import { foldingOf, readStructureAddress, toggled } from './address.ts';
import { chartOf, isLong, isUnfolded, usualFolding } from './chart.ts';

const unit = (name: string, more: Partial<Unit> = {}): Unit => ({
  id: name,
  name,
  nameEnglish: '',
  site: '',
  active: true,
  people: 0,
  version: 1,
  ...more,
});
const department = (name: string, units: Unit[], nameEnglish = ''): Department => ({
  id: name,
  name,
  nameEnglish,
  active: true,
  version: 1,
  units,
});

const town = [
  department('Tributi', [unit('Tariffe')], 'Revenue'),
  department('Servizi sociali', [unit('Minori', { site: 'Via Città 1' }), unit('Adulti')], 'Social services'),
  department('Anagrafe', []),
];
const drawn = (language: 'it' | 'en', search?: string) =>
  chartOf(town, language, search).map(({ name, units }) => [name, ...units.map((one) => one.name)].join(' '));

describe('R2.45 the chart', () => {
  test('is in the order of the names that the reader is shown', () => {
    expect(drawn('it')).toEqual(['Anagrafe', 'Servizi sociali Adulti Minori', 'Tributi Tariffe']);
    expect(drawn('en')).toEqual(['Anagrafe', 'Tributi Tariffe', 'Servizi sociali Adulti Minori']);
    expect(chartOf([department('Ufficio 10', []), department('Ufficio 9', [])], 'it', undefined).map(({ name }) => name)).toEqual([
      'Ufficio 9',
      'Ufficio 10',
    ]);
  });

  test.for([
    ['minor', ['Servizi sociali Minori']],
    ['CITTA', ['Servizi sociali Minori']],
    ['sociali', ['Servizi sociali Adulti Minori']],
    ['social adult', ['Servizi sociali Adulti']],
    ['revenue', ['Tributi Tariffe']],
    ['inori', []],
    ['  ', ['Anagrafe', 'Servizi sociali Adulti Minori', 'Tributi Tariffe']],
  ] as const)('R2.6 of what "%s" mentions', ([search, shown]) => {
    expect(drawn('it', search)).toEqual(shown);
  });

  test('opens unfolded while it is readable, and when something is looked for', () => {
    const large = [
      department(
        'Grande',
        Array.from({ length: 61 }, (_, at) => unit(`Unità ${at}`)),
      ),
    ];

    expect([usualFolding(town, undefined), usualFolding(large, undefined), usualFolding(large, 'x')]).toEqual(['all', 'none', 'all']);
    expect([isLong(town), isLong(large)]).toEqual([false, true]);
  });
});

describe('which departments are unfolded stands in the address', () => {
  const open = (address: object) => ['a', 'b'].filter((id) => isUnfolded(foldingOf(readStructureAddress({ ...address }), 'none'), id));

  test('one is unfolded and folded again, among all and among none', () => {
    expect(open({})).toEqual([]);
    const one = toggled({ search: 'x' }, 'none', 'a');
    expect([one, open(one)]).toEqual([{ search: 'x', show: 'none', except: 'a' }, ['a']]);
    expect(open(toggled(one, 'none', 'b'))).toEqual(['a', 'b']);
    expect(toggled(one, 'none', 'a')).toEqual({ search: 'x', show: 'none' });
    expect(open(toggled({ show: 'all' }, 'none', 'a'))).toEqual(['b']);
  });

  test('what is not understood is ignored', () => {
    expect(readStructureAddress({ show: 'some', search: '', except: 3 })).toEqual({});
  });
});
