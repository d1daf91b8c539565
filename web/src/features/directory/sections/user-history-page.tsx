import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { HistoryCard } from '../../../ui/history-card.tsx';
import { userQuery } from '../queries.ts';
import { UserFrame } from '../user/frame.tsx';

const route = getRouteApi('/users/$id/history');

/** What was changed of a user, by whom, before and after. */
export default function UserHistoryPage() {
  const { id } = route.useParams();
  const { data: user } = useSuspenseQuery(userQuery(id));
  return (
    <UserFrame user={user} section="history">
      <HistoryCard of={{ user: id }} />
    </UserFrame>
  );
}
