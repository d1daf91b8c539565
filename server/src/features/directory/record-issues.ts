import type { Issue } from '@varco/shared/problems';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { isUsernameTaken, type User } from '#features/identity';

/** A user's record as somebody wants it; what could not be read of it is absent. */
type Wished = Partial<Pick<User, 'id' | 'username' | 'validFrom' | 'validTo'>>;

/** Every fault of a record that the shape of its fields does not show, each beside its field. */
export async function recordIssues(tx: Db, { id, username, validFrom = null, validTo = null }: Wished): Promise<Issue[]> {
  const issues: Issue[] = [];
  if (username !== undefined && (await isUsernameTaken(tx, username, id))) issues.push({ field: 'username', rule: 'username-taken' });
  if (validFrom !== null && validTo !== null && validTo < validFrom) issues.push({ field: 'validTo', rule: 'order-of-dates' });
  return issues;
}

/** Refuses a record with all its faults; a name that is taken, when that is the only one, has a code of its own. */
export function refuse(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const onlyTaken = issues.every((issue) => issue.rule === 'username-taken');
  throw new Refusal(onlyTaken ? 'identity.username-taken' : 'identity.user-refused', { issues });
}
