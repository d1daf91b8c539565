import type { OrganizationId } from '@varco/shared/ids';
import type { ChooseOrganization } from '@varco/shared/sessions/api';
import type { Client } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { inLog, proposeOrganization } from '#features/identity';
import type { OpenSession, SessionCheck } from './check-session.ts';
import { type Begun, type Context, chooseContext, revoke } from './store.ts';
import { tellDelegation } from './work-as-delegate.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random'>;

/**
 * From now on this session works for another organization in which its user is enabled; with `usual` also after the next sign-ins
 * (requirements D2, D3). His own log says which; that of each organization says that he came or went, by name alone.
 */
export async function workForOrganization(
  core: Needs,
  sessions: SessionCheck,
  open: OpenSession,
  { organizationId: id, usual }: ChooseOrganization,
  client: Client,
): Promise<void> {
  const { session, actor } = open;
  const chosen = contextChosen(open, { organizationId: id });
  // Whoever was on a visit never worked there: with its end he stood at home again.
  const here = actor.assistance ? session.organizationId : actor.organizationId;
  const before = session.contexts.find((context) => context.id === here);
  const proposed = session.contexts.find((context) => context.usual);
  const home = session.organizationId;
  const moves = chosen.id !== before?.id;
  const proposes = usual && (proposed?.id ?? home) !== chosen.id;
  if (!moves && !proposes) return;
  const at = core.clock.now();
  const everywhere = { organizations: [...new Set([home, ...session.contexts.map((context) => context.id)])] };
  await core.db.as(everywhere, async (tx) => {
    if (moves && !(await chooseContext(tx, session, chosen.id, at))) throw new Refusal('request.not-found');
    if (proposes) await proposeOrganization(tx, session.userId, chosen.id === home ? null : chosen.id);
    // Elsewhere he is nobody's delegate.
    if (moves && actor.onBehalfOf) await tellDelegation(core, tx, actor, { event: 'delegation-left', delegator: actor.onBehalfOf, at });
    const fact = { at, sessionNumber: session.number, client };
    const named = { userId: session.userId, username: '', name: actor.name };
    await record(tx, {
      ...fact,
      event: 'organization-chosen',
      organizationId: home,
      subject: inLog({ ...session, id: session.userId }),
      detail: await detailOf(core, tx, home, 'organization-chosen', [
        { field: 'organization', before: before?.name ?? null, after: chosen.name },
        ...(proposes ? [{ field: 'proposed' as const, before: proposed?.name ?? session.organizationName, after: chosen.name }] : []),
      ]),
    });
    if (moves && before && before.id !== home)
      await record(tx, {
        ...fact,
        event: 'organization-left',
        organizationId: before.id,
        subject: { ...named, organizationId: before.id },
      });
    if (moves && chosen.id !== home)
      await record(tx, {
        ...fact,
        event: 'organization-entered',
        organizationId: chosen.id,
        subject: { ...named, organizationId: chosen.id },
      });
    await revoke(tx, { sessionId: session.id });
  });
  sessions.forgetSession(session.id);
}

/** The organization chosen, if he may work there: what is not his to choose is not there for him, whether or not it exists. */
export function contextChosen({ session }: OpenSession, { organizationId }: Pick<ChooseOrganization, 'organizationId'>): Context {
  const chosen = session.contexts.find(({ id }) => id === organizationId);
  if (!chosen) throw new Refusal('request.not-found');
  return chosen;
}

/** Somebody who has just signed in, and with what his session begins. */
interface Beginner {
  readonly organizationId: OrganizationId;
  readonly userId: OpenSession['session']['userId'];
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly session: Begun;
  readonly at: Date;
  readonly client: Client;
}

/**
 * Says for which organization a new session begins, where that is not a matter of course: his own log that he chose it at the door, that
 * of another organization than his own that he begins to work there, by name alone (requirements D2, R1.43).
 */
export async function tellBegun(core: Pick<Core, 'keys' | 'random'>, tx: Db, beginner: Beginner): Promise<void> {
  const { organizationId, userId, session, at, client } = beginner;
  const { number: sessionNumber, contextId, contextName, usualId, usualName } = session;
  const fact = { at, sessionNumber, client };
  if (contextId !== usualId)
    await record(tx, {
      ...fact,
      event: 'organization-chosen',
      organizationId,
      subject: inLog({ ...beginner, id: userId }),
      detail: await detailOf(core, tx, organizationId, 'organization-chosen', [
        { field: 'organization', before: usualName, after: contextName },
      ]),
    });
  if (contextId !== organizationId)
    await record(tx, {
      ...fact,
      event: 'organization-entered',
      organizationId: contextId,
      subject: { userId, organizationId: contextId, username: '', name: `${beginner.familyName} ${beginner.givenName}`.trim() },
    });
}
