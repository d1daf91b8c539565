import { dayAt } from '@varco/shared/days';
import type {
  AuthorizationFileQuery,
  AuthorizationPage,
  AuthorizationQuery,
  ListedAuthorization,
  UserAuthorizations,
} from '@varco/shared/formal-authorizations/api';
import type { UserId } from '@varco/shared/ids';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { askedWords, findUser, isAuthorizationRequired } from '#features/identity';
import { type ListedRow, placeOf, readPlace, shown } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config'>;

/** What a query asks of the store on this day. */
export const wantedOf = ({ clock, config }: Needs, { state, search }: AuthorizationFileQuery): store.Wanted => ({
  state,
  today: dayAt(config.timeZone, clock.now()),
  words: search === undefined || search.trim() === '' ? undefined : askedWords(search),
});

/** A line of the list as its readers see it. */
export const listed = ({ name, lastDay: _, ...row }: ListedRow, today: store.Wanted['today']): ListedAuthorization => ({
  ...shown(row, today),
  user: { id: row.userId, name },
});

/** A page of the authorizations of the organization worked for, those that end first before the others (requirements R4.31, D2). */
export async function findAuthorizations(core: Needs, { organizationId }: SignedIn, query: AuthorizationQuery): Promise<AuthorizationPage> {
  const after = query.after === undefined ? undefined : readPlace(query.after);
  if (query.after !== undefined && !after) throw new Refusal('request.invalid', { issues: [{ field: 'after', rule: 'cursor' }] });
  const wanted = wantedOf(core, query);
  const { found, required } = await core.db.as({ organizations: [organizationId] }, async (tx) => ({
    found: await store.listAuthorizations(tx, organizationId, wanted, after, query.limit + 1),
    required: await isAuthorizationRequired(tx, organizationId),
  }));
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => listed(row, wanted.today)),
    next: last && found.length > query.limit ? placeOf(last) : null,
    required,
  };
}

/** The authorizations of one user, the latest first. */
export async function readUserAuthorizations({ db, clock, config }: Needs, scope: Scope, userId: UserId): Promise<UserAuthorizations> {
  const today = dayAt(config.timeZone, clock.now());
  return db.as(scope, async (tx) => {
    const user = await findUser(tx, userId);
    if (!user) throw new Refusal('request.not-found');
    const stored = await store.authorizationsOf(tx, user.organizationId, userId);
    const items = stored.map((one) => shown(one, today));
    return {
      items,
      required: await isAuthorizationRequired(tx, user.organizationId),
      authorized: items.some(({ state }) => state === 'in-force' || state === 'ending'),
    };
  });
}
