import type { UnitId } from '@varco/shared/ids';
import type { Client } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { byWhom, personInLog } from '#features/identity';
import type { OpenSession, SessionCheck } from './check-session.ts';
import { chooseUnit, revoke } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random'>;

/** From now on this session works for another unit in which its user is placed or has a role; the log says so (requirements R2.25). */
export async function workFor(core: Needs, sessions: SessionCheck, open: OpenSession, unitId: UnitId, client: Client): Promise<void> {
  const { session, actor, units } = open;
  const unit = units.find(({ id }) => id === unitId);
  // What is not his to choose is not there for him, whether or not it exists.
  if (!unit) throw new Refusal('request.not-found');
  if (actor.unitId === unitId) return;
  const before = units.find(({ id }) => id === actor.unitId);
  const { organizationId } = actor;
  const both = { organizations: [...new Set([organizationId, session.organizationId])] };
  await core.db.as(both, async (tx) => {
    await chooseUnit(tx, session, organizationId, unitId);
    await record(tx, {
      at: core.clock.now(),
      event: 'unit-chosen',
      organizationId,
      subject: await personInLog(tx, organizationId, session.userId),
      ...(actor.onBehalfOf ? await byWhom(tx, actor) : {}),
      sessionNumber: session.number,
      client,
      detail: await detailOf(core, tx, organizationId, 'unit-chosen', [{ field: 'unit', before: before?.name ?? null, after: unit.name }]),
    });
    await revoke(tx, { sessionId: session.id });
  });
  sessions.forgetSession(session.id);
}
