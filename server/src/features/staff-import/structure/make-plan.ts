import { setImmediate } from 'node:timers/promises';
import type { Day } from '@varco/shared/days';
import { fold, foldUsername } from '@varco/shared/identity/folding';
import type { ImportCounts, ImportLine, ValueChange } from '@varco/shared/staff-import/api';
import { personFields, type StructureField, type StructureOptions } from '@varco/shared/staff-import/structure-api';
import { MOST_DEPARTMENTS, MOST_UNITS } from '@varco/shared/structure/api';
import { digest } from '#core/digest';
import type { Facts, KnownDepartment, KnownPerson, KnownPlacement, KnownUnit } from './facts.ts';
import type { ReadRow } from './read-row.ts';

/** A department as the file wants it. */
export interface WantedDepartment {
  readonly known: KnownDepartment | undefined;
  name: string;
  nameEnglish: string;
  active: boolean;
}

/** A unit as the file wants it. */
export interface WantedUnit extends Omit<WantedDepartment, 'known'> {
  readonly known: KnownUnit | undefined;
  readonly department: WantedDepartment;
  site: string;
}

/** A placement as the file wants it. */
export interface WantedPlacement {
  readonly known: KnownPlacement | undefined;
  readonly person: KnownPerson;
  readonly unit: WantedUnit;
  readonly from: Day;
  readonly to: Day | null;
  readonly qualification: string;
}

/** What becomes of one row. */
export interface StructureLine {
  readonly read: ReadRow;
  readonly name: string;
  readonly changes: readonly ValueChange[];
  readonly makes: boolean;
  readonly placement: WantedPlacement | undefined;
  /** What this row switches on. */
  readonly opens: readonly { readonly field: StructureField; readonly of: WantedDepartment | WantedUnit }[];
}

/** The whole of what a file would do. */
export interface StructurePlan {
  readonly lines: readonly StructureLine[];
  readonly departments: readonly WantedDepartment[];
  readonly units: readonly WantedUnit[];
}

/** Of thousands of rows so many are judged before the others' requests have their turn. */
const ROWS_AT_ONCE = 200;

/** What a file would do to the structure; it looks at nothing but what it is given, so that it can be made twice. */
export async function makePlan(rows: readonly ReadRow[], facts: Facts, today: Day): Promise<StructurePlan> {
  const plan = new Planning(facts, today);
  const lines: StructureLine[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate();
    lines.push(plan.judge(row));
  }
  return { lines, departments: [...plan.departments.values()], units: [...plan.units.values()] };
}

type Said<Thing> = Thing & { readonly said: Map<StructureField, { readonly value: unknown; readonly row: number }> };

const bare = (number: string): string => number.replace(/^0+(?=\d)/, '');

class Planning {
  readonly departments = new Map<string, Said<WantedDepartment>>();
  readonly units = new Map<string, Said<WantedUnit>>();
  private readonly today: Day;
  private readonly knownDepartments: ReadonlyMap<string, KnownDepartment>;
  private readonly knownUnits: ReadonlyMap<string, KnownUnit>;
  private readonly placements: ReadonlyMap<string, readonly KnownPlacement[]>;
  private readonly people: Readonly<Record<(typeof personFields)[number], ReadonlyMap<string, KnownPerson>>>;
  private readonly withoutZeros: ReadonlyMap<string, readonly KnownPerson[]>;
  private readonly placedInFile = new Map<string, { readonly from: Day; readonly to: Day | null; readonly row: number }[]>();
  private madeDepartments: number;
  private madeUnits: number;

  constructor({ departments, units, people, placements }: Facts, today: Day) {
    this.today = today;
    this.knownDepartments = new Map(departments.map((one) => [fold(one.name), one]));
    this.knownUnits = new Map(units.map((one) => [`${one.departmentId} ${fold(one.name)}`, one]));
    this.placements = Map.groupBy(placements, ({ userId, unitId }) => `${userId} ${unitId}`);
    const by = (key: (person: KnownPerson) => string | null) =>
      new Map(people.flatMap((person) => (key(person) === null ? [] : [[key(person) ?? '', person] as const])));
    this.people = {
      employeeNumber: by((person) => person.employeeNumber),
      taxCode: by((person) => person.taxCode),
      username: by((person) => foldUsername(person.username)),
    };
    this.withoutZeros = Map.groupBy(
      people.filter(({ employeeNumber }) => employeeNumber !== null && /^0+\d+$/.test(employeeNumber)),
      ({ employeeNumber }) => bare(employeeNumber ?? ''),
    );
    this.madeDepartments = departments.length;
    this.madeUnits = units.length;
  }

  judge(read: ReadRow): StructureLine {
    const { draft, faults, fault, says } = read;
    const changes: ValueChange[] = [];
    const opens: { field: StructureField; of: WantedDepartment | WantedUnit }[] = [];
    let makes = false;
    const made = (field: StructureField, name: string) => {
      makes = true;
      changes.push({ field, before: null, after: name });
    };
    const switched = (field: StructureField, of: WantedDepartment | WantedUnit) => {
      if (of.known && of.active && !of.known.active) opens.push({ field, of });
    };
    if (!says('department')) fault('department', 'department-needed');
    const department = draft.department === undefined ? undefined : this.department(read, draft.department, made);
    if (department) {
      this.say(read, department, 'departmentEnglish', 'nameEnglish', draft.departmentEnglish, changes);
      if (this.say(read, department, 'departmentActive', 'active', draft.departmentActive, changes))
        switched('departmentActive', department);
    }
    if (!says('unit')) {
      for (const field of ['unitEnglish', 'site', 'unitActive', ...personFields, 'from', 'to', 'qualification'] as const) {
        if (says(field)) fault(field, 'unit-needed');
      }
    }
    const unit = department && draft.unit !== undefined ? this.unit(read, department, draft.unit, made) : undefined;
    if (unit) {
      this.say(read, unit, 'unitEnglish', 'nameEnglish', draft.unitEnglish, changes);
      this.say(read, unit, 'site', 'site', draft.site, changes);
      if (this.say(read, unit, 'unitActive', 'active', draft.unitActive, changes)) switched('unitActive', unit);
    }
    const person = this.person(read);
    const names = [draft.department, draft.unit, person?.name].filter((one) => one !== undefined).join(' / ');
    const placement =
      unit && person && !faults.some(({ field }) => field === 'from' || field === 'to') ? this.placement(read, unit, person) : undefined;
    if (placement && !placement.known) {
      makes = true;
      changes.push({ field: 'placed', before: null, after: person?.name ?? '' }, { field: 'from', before: null, after: placement.from });
    }
    if (placement) {
      for (const field of ['to', 'qualification'] as const) {
        const [before, after] = [placement.known?.[field] || null, placement[field] || null];
        if (before !== after) changes.push({ field, before, after });
      }
    }
    const touches =
      placement && (!placement.known || placement.known.to !== placement.to || placement.known.qualification !== placement.qualification);
    return { read, name: names, changes, makes, opens, placement: touches ? placement : undefined };
  }

  private department(read: ReadRow, name: string, made: (field: StructureField, name: string) => void): Said<WantedDepartment> {
    const key = fold(name);
    const met = this.departments.get(key);
    if (met) return met;
    const known = this.knownDepartments.get(key);
    const wanted = known
      ? { known, name: known.name, nameEnglish: known.nameEnglish, active: known.active, said: new Map() }
      : { known, name, nameEnglish: '', active: true, said: new Map() };
    this.departments.set(key, wanted);
    if (!known) {
      this.madeDepartments += 1;
      if (this.madeDepartments > MOST_DEPARTMENTS) read.fault('department', 'too-many-departments', { max: MOST_DEPARTMENTS });
      made('department', name);
    }
    return wanted;
  }

  private unit(
    read: ReadRow,
    department: WantedDepartment,
    name: string,
    made: (field: StructureField, name: string) => void,
  ): Said<WantedUnit> {
    const key = `${fold(department.name)}\n${fold(name)}`;
    const met = this.units.get(key);
    if (met) return met;
    const known = department.known && this.knownUnits.get(`${department.known.id} ${fold(name)}`);
    const wanted = known
      ? { known, department, name: known.name, nameEnglish: known.nameEnglish, site: known.site, active: known.active, said: new Map() }
      : { known, department, name, nameEnglish: '', site: '', active: true, said: new Map() };
    this.units.set(key, wanted);
    if (!known) {
      this.madeUnits += 1;
      if (this.madeUnits > MOST_UNITS) read.fault('unit', 'too-many-units', { max: MOST_UNITS });
      made('unit', name);
    }
    return wanted;
  }

  /** Has a row say something of a department or a unit; two rows that say different things are told. Answers whether it is a change. */
  private say<Thing extends Said<object>, Key extends keyof Thing>(
    { row, fault }: ReadRow,
    thing: Thing,
    field: StructureField,
    key: Key,
    value: Thing[Key] | undefined,
    changes: ValueChange[],
  ): boolean {
    if (value === undefined) return false;
    const earlier = thing.said.get(field);
    if (earlier) {
      if (earlier.value !== value) fault(field, 'differs-from-row', { row: earlier.row });
      return false;
    }
    thing.said.set(field, { value, row: row.number });
    const before = thing[key];
    if (before === value) return false;
    thing[key] = value;
    changes.push({ field, before: before === '' ? null : worded(before), after: worded(value) });
    return true;
  }

  /** Whom the row places; keys that lead to different people, and one that leads to nobody, are faults. */
  private person({ draft, fault, says }: ReadRow): KnownPerson | undefined {
    const found: { field: (typeof personFields)[number]; person: KnownPerson }[] = [];
    for (const field of personFields) {
      const value = draft[field];
      if (value === undefined) continue;
      const alike = field === 'employeeNumber' ? this.withoutZeros.get(bare(value)) : undefined;
      const person =
        this.people[field].get(field === 'username' ? foldUsername(value) : value) ?? (alike?.length === 1 ? alike[0] : undefined);
      if (person) found.push({ field, person });
      else fault(field, 'person-unknown');
    }
    const [first] = found;
    for (const { field, person } of found.slice(1)) {
      if (first && person.id !== first.person.id) fault(field, 'keys-conflict', { one: first.person.name, other: person.name });
    }
    if (!personFields.some(says)) {
      for (const field of ['from', 'to', 'qualification'] as const) if (says(field) && says('unit')) fault(field, 'person-needed');
    }
    return first?.person;
  }

  private placement({ row, draft, fault }: ReadRow, unit: WantedUnit, person: KnownPerson): WantedPlacement | undefined {
    const field = personFields.find((one) => draft[one] !== undefined) ?? 'employeeNumber';
    if (!person.placed) {
      fault(field, 'placed-nowhere');
      return undefined;
    }
    const there = unit.known ? (this.placements.get(`${person.id} ${unit.known.id}`) ?? []) : [];
    // Without a first day it is the placement of today, or the next one, or a new one from today.
    const known =
      draft.from === undefined
        ? there.toSorted((a, b) => (a.from < b.from ? -1 : 1)).find(({ to }) => to === null || to >= this.today)
        : there.find(({ from }) => from === draft.from);
    const from = known?.from ?? draft.from ?? this.today;
    const to = draft.to ?? known?.to ?? null;
    if (to !== null && to < from) {
      fault('to', 'ends-before-begins');
      return undefined;
    }
    const overlaps = (other: { readonly from: Day; readonly to: Day | null }) =>
      (other.to === null || other.to >= from) && (to === null || other.from <= to);
    const other = there.find((one) => one !== known && overlaps(one));
    if (other) {
      fault(draft.from === undefined ? field : 'from', 'placed-overlap', { from: other.from, to: other.to });
      return undefined;
    }
    const key = `${person.id} ${fold(unit.department.name)}\n${fold(unit.name)}`;
    const inFile = this.placedInFile.get(key) ?? [];
    const twice = inFile.find(overlaps);
    if (twice) {
      fault(field, 'placed-twice-in-file', { row: twice.row });
      return undefined;
    }
    this.placedInFile.set(key, [...inFile, { from, to, row: row.number }]);
    return { known, person, unit, from, to, qualification: draft.qualification ?? known?.qualification ?? '' };
  }
}

const worded = (value: unknown): string => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value));

/** The lines as they are kept, and how many there are of each kind. */
export function linesOf({ lines }: StructurePlan): { lines: Omit<ImportLine, 'place'>[]; counts: ImportCounts } {
  const counts = { new: 0, changed: 0, unchanged: 0, faulty: 0, missing: 0 };
  const kept = lines.map(({ read, name, changes, makes, placement }) => {
    const outcome: ImportLine['outcome'] = read.faults.length > 0 ? 'faulty' : makes ? 'new' : changes.length > 0 ? 'changed' : 'unchanged';
    counts[outcome] += 1;
    return {
      row: read.row.number,
      outcome,
      name,
      username: '',
      userId: placement?.person.id ?? null,
      administrator: false,
      faults: [...read.faults],
      changes: outcome === 'faulty' ? [] : [...changes],
    };
  });
  return { lines: kept, counts };
}

/** Names what was found: whatever somebody changes meanwhile of what is concerned gives another name. */
export const nameOfTrial = (plan: StructurePlan, options: StructureOptions): string =>
  digest(
    JSON.stringify([
      Object.entries(options).toSorted(([one], [other]) => (one < other ? -1 : 1)),
      linesOf(plan).lines,
      plan.lines.map(({ placement }) => placement && [placement.person.id, placement.known, placement.from, placement.to]),
      plan.departments.map(({ known }) => known?.version),
      plan.units.map(({ known }) => known?.version),
    ]),
  ).toString('base64url');
