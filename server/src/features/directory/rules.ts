import type { UserState } from '@varco/shared/directory/api';
import { hindrance, type Standing } from '@varco/shared/identity/user-status';

/** Until when a name is locked at the door; `never` is until an administrator lifts it. */
export type LockEnd = Date | 'never' | null;

/** The one state a list shows for a user: what keeps him out, the lasting causes before a lock that passes (requirements R5.14). */
export const stateOf = (user: Standing, lockedUntil: LockEnd, zone: string, at: Date): UserState =>
  hindrance(user, zone, at) ?? (lockedUntil !== null ? 'locked' : 'active');

/** A position in a list sorted by a key and then by id. */
export interface Position {
  readonly key: string;
  readonly id: string;
}

/** An opaque text for a position, and back; undefined when it is none of ours. */
export const writePosition = (position: Position): string => Buffer.from(JSON.stringify([position.key, position.id])).toString('base64url');

export function readPosition(text: string): Position | undefined {
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (typeof key === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return { key, id };
  } catch {
    return undefined;
  }
  return undefined;
}
