import { dayAt, endOfDay, startOfDay } from '@varco/shared/days';
import type { UserNarrowing } from '@varco/shared/directory/api';
import { type Licence, type PersonKind, USUAL_LICENCE } from '@varco/shared/identity/licences';
import { INSTALLATION } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/actor';

/** A part of a question. */
export type Fragment = RawBuilder<unknown>;

/** The organizations in sight that have users. */
export const homes = (scope: Scope): Fragment => sql`${homesIn(scope)}::uuid[]`;
const homesIn = ({ organizations }: Scope) => organizations.filter((id) => id !== INSTALLATION);

/** What the filters of a list ask, twice: as sets of users that an index has, and as a question for one user `u` that is met. */
export interface Narrowed {
  readonly sets: readonly Fragment[];
  readonly probes: readonly Fragment[];
  /** Those of the questions that no set answers. */
  readonly unset: readonly Fragment[];
  /** The period of the last access, as a condition on its row under this name; undefined when none is asked. */
  readonly lastAccess: ((table: string) => Fragment) | undefined;
}

/** The filters of the list beside its search and its state, as they hold today (requirements R2.10, D9). */
export function narrow(scope: Scope, query: UserNarrowing, { zone, at }: { readonly zone: string; readonly at: Date }): Narrowed {
  const today = dayAt(zone, at);
  const lastAccess = periodOf(query, zone);
  const parts = [
    query.unit !== undefined || query.department !== undefined ? placedThere(scope, query, today) : undefined,
    query.role === undefined ? undefined : hasRole(scope, query.role, today),
    query.licence === undefined ? undefined : hasLicence(scope, query.licence),
    query.personKind === undefined ? undefined : isOfKind(scope, query.personKind),
    query.placed === undefined ? undefined : isPlaced(scope, query.placed),
    lastAccess && enteredWithin(scope, lastAccess),
  ].filter((part) => part !== undefined);
  return {
    sets: parts.flatMap(({ set }) => set ?? []),
    probes: parts.map(({ probe }) => probe),
    unset: parts.flatMap(({ set, probe }) => (set ? [] : probe)),
    lastAccess,
  };
}

/** A filter as a question for one user, and as the set of all whom it keeps where an index has it. */
interface Part {
  readonly set?: Fragment;
  readonly probe: Fragment;
}

const onDay = (table: string, today: string): Fragment =>
  sql`${sql.ref(`${table}.starts_on`)} <= ${today} and (${sql.ref(`${table}.ends_on`)} is null or ${sql.ref(`${table}.ends_on`)} >= ${today})`;

/** Placed today in the unit, or in one of the department's. */
function placedThere(scope: Scope, { unit, department }: UserNarrowing, today: string): Part {
  const asked = [unit && sql`s.id = ${unit}`, department && sql`s.department_id = ${department}`].filter((one) => one !== undefined);
  const units = sql`array(select s.id from structure.units s where s.organization_id = any (${homes(scope)}) and ${sql.join(asked, sql` and `)})`;
  return {
    set: sql`
      select p.user_id from structure.placements p
      where p.organization_id = any (${homes(scope)}) and p.unit_id = any (${units}) and ${onDay('p', today)}`,
    probe: sql`(
      select true from structure.placements p where p.organization_id = u.organization_id and p.user_id = u.id
        and p.unit_id = any (${units}) and ${onDay('p', today)} limit 1)`,
  };
}

/** Has the role today, wherever. */
const hasRole = (scope: Scope, role: string, today: string): Part => ({
  set: sql`
    select a.user_id from "authorization".assignments a
    where a.organization_id = any (${homes(scope)}) and a.role_id = ${role} and ${onDay('a', today)}`,
  probe: sql`(
    select true from "authorization".assignments a where a.organization_id = u.organization_id and a.user_id = u.id
      and a.role_id = ${role} and ${onDay('a', today)} limit 1)`,
});

/** Placed in units or in none: nearly everybody is placed, so that only the others are a set. */
function isPlaced(scope: Scope, placed: 'yes' | 'no'): Part {
  const enabled = sql`from identity.enablements n where n.organization_id = u.organization_id and n.user_id = u.id and n.ended_at is null`;
  if (placed === 'yes') return { probe: sql`(select n.placed ${enabled})` };
  return {
    set: sql`
      select n.user_id from identity.enablements n
      where n.organization_id = any (${homes(scope)}) and not n.placed and n.ended_at is null`,
    probe: sql`(select not n.placed ${enabled})`,
  };
}

/** Has the licence at home: nearly everybody has the usual one, so that only the others are a set. */
const hasLicence = (scope: Scope, licence: Licence): Part => ({
  ...(licence === USUAL_LICENCE
    ? {}
    : {
        set: sql`
          select n.user_id from identity.enablements n
          where n.organization_id = any (${homes(scope)}) and n.licence = ${licence} and n.ended_at is null and n.home_id = n.organization_id`,
      }),
  probe: sql`(
    select n.licence = ${licence} from identity.enablements n where n.organization_id = u.organization_id and n.user_id = u.id)`,
});

/** Is this to the organization: nearly everybody is internal. */
const isOfKind = (scope: Scope, kind: PersonKind): Part => ({
  ...(kind === 'internal'
    ? {}
    : {
        set: sql`
          select k.id as user_id from identity.persons p join identity.users k on k.organization_id = p.organization_id and k.person_id = p.id
          where p.organization_id = any (${homes(scope)}) and p.kind = ${kind} and p.kind <> 'internal'`,
      }),
  probe: sql`(
    select p.kind = ${kind} from identity.persons p where p.organization_id = u.organization_id and p.id = u.person_id)`,
});

/** From the beginning of one day to the end of another; who never entered has no last access. */
function periodOf({ lastFrom, lastTo }: UserNarrowing, zone: string): Narrowed['lastAccess'] {
  if (lastFrom === undefined && lastTo === undefined) return undefined;
  const from = lastFrom === undefined ? sql`> '-infinity'` : sql`>= ${startOfDay(zone, lastFrom)}`;
  return (table) => {
    const at = sql.ref(`${table}.at`);
    return lastTo === undefined ? sql`${at} ${from}` : sql`${at} ${from} and ${at} < ${endOfDay(zone, lastTo)}`;
  };
}

const enteredWithin = (scope: Scope, lastAccess: NonNullable<Narrowed['lastAccess']>): Part => ({
  set: sql`select e.user_id from identity.last_accesses e where e.organization_id = any (${homes(scope)}) and ${lastAccess('e')}`,
  probe: sql`(
    select true from identity.last_accesses e where e.organization_id = u.organization_id and e.user_id = u.id and ${lastAccess('e')})`,
});
