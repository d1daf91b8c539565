import type { UserQuery, UserState } from '@varco/shared/directory/api';
import { hindrance, type Standing } from '@varco/shared/identity/user-status';
import { isUuid } from '@varco/shared/ids';

/** Until when a name is locked at the door; `never` is until an administrator lifts it. */
export type LockEnd = Date | 'never' | null;

/** The one state a list shows for a user: what keeps him out, the lasting causes before a lock that passes (requirements R5.14). */
export const stateOf = (user: Standing, lockedUntil: LockEnd, zone: string, at: Date): UserState =>
  hindrance(user, zone, at) ?? (lockedUntil !== null ? 'locked' : 'active');

/** The time of the last access of whoever never entered, as a key: older than any. */
export const NEVER = '-infinity';

/** What a list is sorted by. */
export type Sort = UserQuery['sort'];

/** A position in a list sorted by a key and then by id. */
export interface Position {
  readonly key: string;
  readonly id: string;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const isKey: Readonly<Record<Sort, (key: string) => boolean>> = {
  name: (key) => !key.includes('\u0000'),
  'last-access': (key) => key === NEVER || (INSTANT.test(key) && !Number.isNaN(Date.parse(key))),
};

/** An opaque text for a position of a list, which names the list too. */
export const writePosition = (sort: Sort, { key, id }: Position): string =>
  Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');

/** The position that such a text stands for; undefined when it is none of this list. */
export function readPosition(sort: Sort, text: string): Position | undefined {
  try {
    const [of, key, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (of === sort && typeof key === 'string' && typeof id === 'string' && isKey[sort](key) && isUuid(id)) return { key, id };
  } catch {
    return undefined;
  }
  return undefined;
}
