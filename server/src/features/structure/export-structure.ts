import { dayAt } from '@varco/shared/days';
import type { Language } from '@varco/shared/language';
import type { Department, Unit } from '@varco/shared/structure/api';
import { stringify } from 'csv-stringify/sync';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { keepFromFormula } from '#core/formula';
import { readAll } from './store.ts';

/** The columns in their order. */
const columns = {
  it: [
    'Servizio',
    'Servizio in inglese',
    'Servizio attivo',
    'Unità operativa',
    'Unità in inglese',
    'Sede',
    'Unità attiva',
    'Persone collocate oggi',
  ],
  en: ['Department', 'Department in English', 'Department active', 'Unit', 'Unit in English', 'Site', 'Unit active', 'People placed today'],
} as const satisfies Record<Language, readonly string[]>;

const yesNo = { it: { yes: 'sì', no: 'no' }, en: { yes: 'yes', no: 'no' } } as const satisfies Record<Language, object>;

/** A text that Excel takes for UTF-8. */
const BOM = '\ufeff';

/**
 * Departments and units as a table, a row for each unit and one for a department that has none (requirements R2.45): names of offices
 * and numbers, nobody's data, and kept from being obeyed by a spreadsheet (R4.40).
 */
export async function exportStructure(core: Pick<Core, 'db' | 'clock' | 'config'>, scope: Scope, language: Language): Promise<string> {
  const departments = await core.db.as(scope, (tx) => readAll(tx, scope, dayAt(core.config.timeZone, core.clock.now())));
  const said = (active: boolean) => yesNo[language][active ? 'yes' : 'no'];
  const cells = (department: Department, unit?: Unit): string[] => [
    department.name,
    department.nameEnglish,
    said(department.active),
    ...(unit ? [unit.name, unit.nameEnglish, unit.site, said(unit.active), String(unit.people)] : ['', '', '', '', '']),
  ];
  const rows = departments.flatMap((department) =>
    department.units.length === 0 ? [cells(department)] : department.units.map((unit) => cells(department, unit)),
  );
  const kept = rows.map((row) => row.map(keepFromFormula));
  return BOM + stringify([columns[language], ...kept], { delimiter: ';', record_delimiter: '\r\n' });
}
