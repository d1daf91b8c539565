import { getRouteApi } from '@tanstack/react-router';
import { UserSections } from './user-page.tsx';

const route = getRouteApi('/users/$id/access');

/** Whether and from when to when a user may enter, and what is known of the password. */
export default function UserAccessPage() {
  const { id } = route.useParams();
  return <UserSections id={id} section="access" address={route.useSearch()} />;
}
