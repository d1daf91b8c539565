import type { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import type { DepartmentId, UnitId } from '@varco/shared/ids';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { historyOf } from '#features/access-log';
import { findDepartment, findUnit } from './store.ts';

type Reads = Pick<Core, 'db' | 'keys'>;

/** What was done to a department. */
export async function readDepartmentHistory(
  core: Reads,
  actor: Actor,
  scope: Scope,
  id: DepartmentId,
  query: HistoryQuery,
): Promise<ThingHistory> {
  const department = await core.db.as(scope, (tx) => findDepartment(tx, scope, id));
  if (!department) throw new Refusal('request.not-found');
  return historyOf(core, actor, department, query);
}

/** What was done to a unit. */
export async function readUnitHistory(core: Reads, actor: Actor, scope: Scope, id: UnitId, query: HistoryQuery): Promise<ThingHistory> {
  const unit = await core.db.as(scope, (tx) => findUnit(tx, scope, id));
  if (!unit) throw new Refusal('request.not-found');
  return historyOf(core, actor, unit, query);
}
