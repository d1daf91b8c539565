import { changesBetween } from '@varco/shared/access-log/changes';
import { Day } from '@varco/shared/days';
import type { Authorization, SaveAuthorization } from '@varco/shared/formal-authorizations/api';
import { stateOn } from '@varco/shared/formal-authorizations/state';
import type { Days } from '@varco/shared/identity/user-status';
import { type AuthorizationId, isUuid, type OrganizationId, type UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';

/** An authorization as it is stored. */
export interface StoredAuthorization extends SaveAuthorization {
  readonly organizationId: OrganizationId;
  readonly id: AuthorizationId;
  readonly userId: UserId;
  readonly endedOn: Day | null;
  readonly endReason: string | null;
  readonly version: number;
}

/** One of a list, with whose it is and its place in the list. */
export interface ListedRow extends StoredAuthorization {
  readonly name: string;
  /** `infinity` as long as nobody said an end. */
  readonly lastDay: string;
}

/** What is wrong with an authorization that is typed. */
export function authorizationIssues({ actDate, from, to }: SaveAuthorization, today: Day): Issue[] {
  const issues: Issue[] = [];
  if (actDate > today) issues.push({ field: 'actDate', rule: 'act-in-future' });
  if (to !== null && to < from) issues.push({ field: 'to', rule: 'ends-before-start' });
  return issues;
}

/** An authorization as its readers see it. */
export const shown = ({ organizationId: _, userId: __, ...stored }: StoredAuthorization, today: Day): Authorization => ({
  ...stored,
  state: stateOn(stored, today),
});

const fields = ['act', 'number', 'actDate', 'signer', 'purpose', 'note', 'from', 'to'] as const;

/** What the log says of an authorization, or of its change. */
export const changesOf = (before: SaveAuthorization | undefined, after: SaveAuthorization) => changesBetween(fields, before, after);

const NEVER = '9999-12-31';

/** The last day on which any of these days is one; nothing before the first. */
export const lastOf = (days: readonly Days[]): string => days.reduce((last, { to }) => ((to ?? NEVER) > last ? (to ?? NEVER) : last), '');

/** The place of a row in the list, as an opaque text. */
export const placeOf = ({ lastDay, id }: Pick<ListedRow, 'lastDay' | 'id'>): string => `${lastDay}.${id}`;

/** The place that such a text stands for; undefined when it is none of ours. */
export function readPlace(text: string): { lastDay: string; id: string } | undefined {
  const [lastDay = '', id = '', ...more] = text.split('.');
  const isDay = lastDay === 'infinity' || Day.safeParse(lastDay).success;
  return isDay && isUuid(id) && more.length === 0 ? { lastDay, id } : undefined;
}
