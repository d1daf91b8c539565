import { queryOptions } from '@tanstack/react-query';
import type {
  Authorization,
  ChangeAuthorization,
  EndAuthorization,
  SaveAuthorization,
  UserAuthorizations,
} from '@varco/shared/formal-authorizations/api';
import { call } from '../../../core/http.ts';

/** What is typed of an authorization, before the server has read it. */
export type Typed = { readonly [Field in keyof SaveAuthorization]: SaveAuthorization[Field] extends string ? string : string | null };

/** The formal authorizations of one user. */
export const userAuthorizationsQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'formal-authorizations', id],
    queryFn: () => call<UserAuthorizations>(`/api/users/${encodeURIComponent(id)}/formal-authorizations`),
  });

/** Records an act. */
export const giveAuthorization = (userId: string, input: Typed): Promise<Authorization> =>
  call(`/api/users/${encodeURIComponent(userId)}/formal-authorizations`, { method: 'POST', body: input });

/** Corrects one. */
export const changeAuthorization = (id: string, input: Typed & Pick<ChangeAuthorization, 'version'>): Promise<Authorization> =>
  call(`/api/formal-authorizations/${encodeURIComponent(id)}`, { method: 'PUT', body: input });

/** Ends one before its time. */
export const endAuthorization = (id: string, input: EndAuthorization): Promise<Authorization> =>
  call(`/api/formal-authorizations/${encodeURIComponent(id)}/ends`, { method: 'POST', body: input });
