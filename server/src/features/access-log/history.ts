import type { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import { reach } from '@varco/shared/authorization/capabilities';
import { INSTALLATION, type OrganizationId } from '@varco/shared/ids';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { inTime, lineWithChanges, placeOf, readPage } from './search.ts';
import * as store from './store.ts';

/** How many changes a page of a history has. */
const AT_ONCE = 10;

/** A thing that has a history, and in whose log it stands. */
interface Thing {
  readonly organizationId: OrganizationId;
  readonly id: string;
  /** Where those who changed it may be at home, where that is not the organization of the log: names stand there. */
  readonly people?: Scope;
  /** As far as a right of the reader reaches, where the thing itself is shown to him beyond it. */
  readonly reached?: Scope;
}

/**
 * What was done to one thing, from the newest (requirements R2.44, R3.58), for who may read the thing itself: whoever asks here has judged
 * that. Who did it is for who may search that log, as with the history of a user.
 */
export async function historyOf(
  core: Pick<Core, 'db' | 'keys'>,
  actor: Actor,
  { organizationId, id, people, reached }: Thing,
  { after }: HistoryQuery,
): Promise<ThingHistory> {
  const scope: Scope = { organizations: [organizationId] };
  const wanted: store.Wanted = { object: id, from: undefined, to: undefined };
  const showsWho = maySeeWho(actor, organizationId) && reached?.organizations.includes(organizationId) !== false;
  const visible: Scope = showsWho && people ? { organizations: [organizationId, ...people.organizations] } : scope;
  const page = await inTime(core, visible, wanted, (tx) =>
    readPage((at, limit) => store.findEntries(tx, scope, wanted, at, limit), placeOf({ after }), AT_ONCE),
  );
  return {
    items: page.entries.map((entry) => {
      const { id: line, at, event, user, actor: by, onBehalfOf, changes } = lineWithChanges(core.keys, entry);
      const told = user && { id: user.id, name: user.name };
      return { id: line, at, event, user: told, actor: showsWho ? by : null, onBehalfOf: showsWho ? onBehalfOf : null, changes };
    }),
    next: page.next,
    showsWho,
  };
}

function maySeeWho(actor: Actor, organizationId: OrganizationId): boolean {
  if (actor.kind === 'operator') return true;
  const far = reach(actor.grants, 'search', 'access-log');
  return far === 'all' || (far !== undefined && organizationId !== INSTALLATION && organizationId === actor.organizationId);
}
