import { type ActionOf, type Capability, reach as reachOf, type Visibility } from '@varco/shared/authorization/capabilities';
import { dayAt } from '@varco/shared/days';
import { fold } from '@varco/shared/identity/folding';
import { isUuid } from '@varco/shared/ids';
import type { ChosenOperator, OperatorQuery, Operators, OperatorUnitQuery, OperatorUnits } from '@varco/shared/operators/api';
import { type OperatorPair, pairIssues, pairOf } from '@varco/shared/operators/pair';
import type { Reach } from '@varco/shared/operators/reach';
import type { Issue } from '@varco/shared/problems';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { departmentOf, hasUnits, isPlacedIn, listPlaced, listUnits, type Place } from './store.ts';

type Reads = Pick<Core, 'db' | 'clock' | 'config'>;

/**
 * The operators of a record that the actor writes now, with every fault of theirs: who acts is he, for the unit for which he works, and
 * nobody chooses that (requirements R2.36).
 */
export async function judgePair(
  { clock, config }: Pick<Core, 'clock' | 'config'>,
  tx: Db,
  actor: SignedIn,
  chosen: ChosenOperator | undefined,
): Promise<{ pair: OperatorPair; issues: Issue[] }> {
  const { organizationId, userId, unitId } = actor;
  const pair = pairOf({ userId, unitId }, chosen);
  const { reference } = pair;
  const facts = {
    hasUnits: await hasUnits(tx, organizationId),
    isReferencePlaced:
      reference.unitId !== null &&
      (await isPlacedIn(tx, organizationId, {
        userId: reference.userId,
        unitId: reference.unitId,
        day: dayAt(config.timeZone, clock.now()),
      })),
  };
  return { pair, issues: pairIssues(pair, facts) };
}

/** How far a level reaches for the actor where he works now (requirements R2.35): his unit decides. */
async function reachOfActor(tx: Db, actor: SignedIn, visibility: Visibility, { organizations }: Scope): Promise<Reach> {
  const { organizationId, unitId } = actor;
  const departmentId = visibility === 'department' ? await departmentOf(tx, organizationId, unitId) : null;
  return { visibility, organizationId, departmentId, organizations };
}

/** The same for a right by its name; one that is not held is refused. */
export async function reachOfRight<C extends Capability>(
  tx: Db,
  actor: SignedIn,
  right: { readonly action: ActionOf<C>; readonly capability: C },
  scope: Scope,
): Promise<Reach> {
  const visibility = reachOf(actor.grants, right.action, right.capability);
  if (visibility === undefined) throw new Refusal('authorization.not-allowed', { ...right });
  return reachOfActor(tx, actor, visibility, scope);
}

/** Units in use where the actor works, by name. */
export async function findUnits({ db }: Pick<Core, 'db'>, { organizationId }: SignedIn, query: OperatorUnitQuery): Promise<OperatorUnits> {
  const wanted = { beginning: fold(query.search), after: readPlace(query.after), limit: query.limit + 1 };
  const found = await db.as({ organizations: [organizationId] }, (tx) => listUnits(tx, organizationId, wanted));
  return page(found, query.limit);
}

/** Who is placed today in a unit of where the actor works, by name. */
export async function findPlaced(
  { db, clock, config }: Reads,
  { organizationId }: SignedIn,
  { unitId, ...query }: OperatorQuery,
): Promise<Operators> {
  const day = dayAt(config.timeZone, clock.now());
  const wanted = { unitId, day, beginning: fold(query.search), after: readPlace(query.after), limit: query.limit + 1 };
  const found = await db.as({ organizations: [organizationId] }, (tx) => listPlaced(tx, organizationId, wanted));
  return page(found, query.limit);
}

function page<Row extends Place>(found: readonly Row[], limit: number): { items: Omit<Row, 'key'>[]; next: string | null } {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ key: _, ...item }) => item),
    next: last && found.length > limit ? Buffer.from(`${last.id}${last.key}`).toString('base64url') : null,
  };
}

function readPlace(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const [id, key] = [text.slice(0, 36), text.slice(36)];
  if (!isUuid(id) || key.includes('\0')) throw new Refusal('request.invalid', { issues: [{ field: 'after', rule: 'cursor' }] });
  return { key, id };
}
