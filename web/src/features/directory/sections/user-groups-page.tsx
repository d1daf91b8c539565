import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { userQuery } from '../queries.ts';
import { UserFrame } from '../user/frame.tsx';
import { GroupsCard } from '../user/groups-card.tsx';

const route = getRouteApi('/users/$id/groups');

/** The groups of a user, and what comes of them. */
export default function UserGroupsPage() {
  const { id } = route.useParams();
  const { data: user } = useSuspenseQuery(userQuery(id));
  return (
    <UserFrame user={user} section="groups">
      <GroupsCard userId={id} />
    </UserFrame>
  );
}
