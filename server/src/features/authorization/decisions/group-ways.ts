import type { ThroughGroup } from '@varco/shared/authorization/api';
import type { ThroughGroup as Way } from '@varco/shared/authorization/decide';
import type { GroupRole } from '@varco/shared/groups/api';
import type { Db } from '#db/database';
import { groupRolesNamed } from '../groups/store.ts';
import type { Membership } from './membership.ts';

/** A role that comes through a group, as it is told to people. */
type Told = GroupRole & { readonly through: ThroughGroup };

/** Says the roles that come through groups by their names; groups of security are named to administrators alone (requirements R1.51). */
export async function groupWays(tx: Db, { member, snapshot, groups }: Membership, seesSecurity: boolean): Promise<(way: Way) => Told> {
  const { organizationId, memberships } = member;
  const rows = new Map(
    (
      await groupRolesNamed(
        tx,
        organizationId,
        snapshot.groupRoles.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const known = new Map(groups.map((group) => [group.id, group]));
  return ({ groupRoleId, membershipId, path }) => {
    const row = rows.get(groupRoleId);
    const membership = memberships.find(({ id }) => id === membershipId);
    if (!row || !membership) throw new Error('A decision names a group in which the user is not.');
    const named = path.flatMap((id) => {
      const group = known.get(id);
      return group ? [{ id, name: group.name, nameEnglish: group.nameEnglish, kind: group.kind }] : [];
    });
    const isHidden = !seesSecurity && named.some(({ kind }) => kind === 'security');
    return { ...row, through: { path: isHidden ? [] : named, from: membership.from, to: membership.to } };
  };
}
