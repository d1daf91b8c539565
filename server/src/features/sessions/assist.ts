import type { EnterAssistance } from '@varco/shared/assistance/api';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { beginVisit, endVisit, openRequest } from '#features/assistance';
import { inLog } from '#features/identity';
import type { OpenSession, SessionCheck } from './check-session.ts';
import { chooseVisit, revoke } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'keys' | 'random'>;

/**
 * From now on this session is in an organization that asked for help, with the rights of its administrators, as long as its request stands
 * (requirements R3.34, R3.54): he says what he comes for, his own log where he went, that of the organization that he came.
 */
export async function enterToAssist(
  core: Needs,
  sessions: SessionCheck,
  open: OpenSession,
  { id, purpose }: EnterAssistance,
): Promise<void> {
  const { session, actor } = open;
  const at = core.clock.now();
  // At home and for himself: not from where he is a guest already, nor from where he works besides.
  if (actor.organizationId !== session.organizationId) throw new Refusal('request.not-found');
  const granted = await openRequest(core, actor, id, at);
  await core.db.as({ organizations: [session.organizationId, granted.organizationId] }, async (tx) => {
    const visitId = await beginVisit(core, tx, actor, { granted, purpose, at });
    // Of two that begin at the same moment the session is in one, and nobody is left in the other.
    if (!(await chooseVisit(tx, session, { organizationId: granted.organizationId, id: visitId }))) throw new Refusal('request.not-found');
    await record(tx, {
      at,
      event: 'organization-chosen',
      organizationId: session.organizationId,
      subject: inLog({ ...session, id: session.userId }),
      sessionNumber: session.number,
      client: actor.client,
      detail: await detailOf(core, tx, session.organizationId, 'organization-chosen', [
        { field: 'organization', before: session.organizationName, after: granted.organization },
      ]),
    });
    await revoke(tx, { sessionId: session.id });
  });
  sessions.forgetSession(session.id);
}

/** The session is at home again, if it was elsewhere to help or believed to be. */
export async function leaveAssisted(core: Needs, sessions: SessionCheck, { session, actor }: OpenSession): Promise<void> {
  if (session.visitId === null) return;
  const { assistance, organizationId } = actor;
  const at = core.clock.now();
  await core.db.as({ organizations: [...new Set([session.organizationId, organizationId])] }, async (tx) => {
    if (!(await chooseVisit(tx, session, null))) return;
    if (assistance) await endVisit(core, tx, { ...actor, assistance }, at);
    await revoke(tx, { sessionId: session.id });
  });
  sessions.forgetSession(session.id);
}
