import { Link } from '@tanstack/react-router';

/** A role by its name, leading to the page of the role. */
export function RoleLink({ role }: { readonly role: { readonly id: string; readonly name: string } }) {
  return (
    <Link to="/roles/$id" params={{ id: role.id }} search={{}} className="v-table__link">
      {role.name}
    </Link>
  );
}
