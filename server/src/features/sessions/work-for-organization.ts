import type { OrganizationId } from '@varco/shared/ids';
import type { ChooseOrganization } from '@varco/shared/sessions/api';
import type { Client } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { inLog, proposeOrganization } from '#features/identity';
import type { OpenSession, SessionCheck } from './check-session.ts';
import { chooseContext, revoke } from './store.ts';

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
  const chosen = session.contexts.find((context) => context.id === id);
  // What is not his to choose is not there for him, whether or not it exists.
  if (!chosen) throw new Refusal('request.not-found');
  const before = session.contexts.find((context) => context.id === actor.organizationId);
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

/** Says in the log of another organization than his own that somebody begins to work there, by name alone (requirements D2). */
export const tellEntered = (
  tx: Db,
  {
    userId,
    familyName,
    givenName,
    session: { number, contextId },
    at,
    client,
  }: {
    readonly userId: OpenSession['session']['userId'];
    readonly familyName: string;
    readonly givenName: string;
    readonly session: { readonly number: string; readonly contextId: OrganizationId };
    readonly at: Date;
    readonly client: Client;
  },
): Promise<void> =>
  record(tx, {
    at,
    event: 'organization-entered',
    organizationId: contextId,
    subject: { userId, organizationId: contextId, username: '', name: `${familyName} ${givenName}` },
    sessionNumber: number,
    client,
  });
