import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { userQuery } from '../queries.ts';
import { LastAccessesCard } from '../user/cards.tsx';
import { UserFrame } from '../user/frame.tsx';

const route = getRouteApi('/users/$id/sessions');

/** How often a user is signed in now, and the last times that they entered or were refused. */
export default function UserSessionsPage() {
  const { id } = route.useParams();
  const { data: user } = useSuspenseQuery(userQuery(id));
  return (
    <UserFrame user={user} section="sessions">
      <LastAccessesCard user={user} />
    </UserFrame>
  );
}
