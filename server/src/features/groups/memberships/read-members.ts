import type { Day } from '@varco/shared/days';
import { type GroupMembers, MEMBERS_ON_A_PAGE, type MembersQuery } from '@varco/shared/groups/api';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import type { StoredGroup } from '../store.ts';
import { listMembers, type MemberPosition } from './store.ts';

/** Of which group, of which of its members, and on which day. */
export interface GroupMembersAsked {
  readonly group: Pick<StoredGroup, 'organizationId' | 'id' | 'kind'>;
  readonly query: MembersQuery;
  readonly day: Day;
}

/** One page of the members of a group, by name. */
export async function readMembers(tx: Db, { group, query, day }: GroupMembersAsked): Promise<GroupMembers> {
  const { organizationId, id: groupId, kind } = group;
  const { of, past, after } = query;
  const position = after === undefined ? undefined : positionOf(after);
  const rows = await listMembers(tx, { organizationId, groupId, kind, of, past, day, after: position, limit: MEMBERS_ON_A_PAGE + 1 });
  const items = rows.slice(0, MEMBERS_ON_A_PAGE);
  const last = rows.length > MEMBERS_ON_A_PAGE ? items.at(-1) : undefined;
  return {
    items: items.map(({ sortKey: _, ...member }) => member),
    next: last ? `${last.id}${last.sortKey}` : null,
  };
}

const ID_LENGTH = 36;
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a page begins: the id of a row and, after it, the name by which it stands in the list. */
function positionOf(after: string): MemberPosition {
  const id = after.slice(0, ID_LENGTH);
  if (!idForm.test(id) || after.includes('\0'))
    throw new Refusal('request.invalid', { issues: [{ field: 'after', rule: 'invalid_format' }] });
  return { id, sortKey: after.slice(ID_LENGTH) };
}
