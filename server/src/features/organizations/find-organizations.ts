import type { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import { fold } from '@varco/shared/identity/folding';
import type { OrganizationId } from '@varco/shared/ids';
import type { Organization, OrganizationPage, OrganizationQuery } from '@varco/shared/organizations/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { historyOf } from '#features/access-log';
import { allOrganizations, findOrganization, listOrganizations } from '#features/identity';
import { pageByName, readPlace } from './places.ts';
import { shown } from './shown.ts';

/** Every organization there is, for who administers the installation; whose rules hold for all of it is the first. */
export async function everywhere(
  db: Db,
): Promise<{ readonly scope: Scope; readonly first: OrganizationId | undefined; readonly count: number }> {
  const all = await allOrganizations(db);
  return { scope: { organizations: all.map(({ id }) => id) }, first: all[0]?.id, count: all.length };
}

/** A page of the organizations of the installation, by name. */
export async function findOrganizations(core: Pick<Core, 'db'>, query: OrganizationQuery): Promise<OrganizationPage> {
  const after = readPlace(query.after);
  const { scope, first } = await everywhere(core.db);
  const found = await core.db.as(scope, (tx) => listOrganizations(tx, fold(query.search ?? ''), after, query.limit + 1));
  const { items, next } = pageByName(found, query.limit, ({ nameFolded: key, id }) => ({ key, id }));
  return { items: items.map((one) => shown(one, first)), next };
}

/** One organization, of those that are given. */
export async function readOrganization(core: Pick<Core, 'db'>, scope: Scope, id: OrganizationId): Promise<Organization> {
  const { first } = await everywhere(core.db);
  const found = scope.organizations.includes(id) ? await core.db.as(scope, (tx) => findOrganization(tx, id)) : undefined;
  if (!found) throw new Refusal('request.not-found');
  return shown(found, first);
}

/**
 * What was done to an organization, of those that are given: who administers the installation sees it of each, and who did it where he may
 * search the log (requirements D2, R3.34).
 */
export async function readOrganizationHistory(
  core: Pick<Core, 'db' | 'keys'>,
  actor: Actor,
  { given, reached }: { readonly given: Scope; readonly reached: Scope },
  id: OrganizationId,
  query: HistoryQuery,
): Promise<ThingHistory> {
  if (!given.organizations.includes(id)) throw new Refusal('request.not-found');
  return historyOf(core, actor, { organizationId: id, id, reached }, query);
}
