/** A role by its name, leading to the page of the role. */
export function RoleLink({ role }: { readonly role: { readonly id: string; readonly name: string } }) {
  return (
    <a href={`/roles/${role.id}`} className="v-table__link">
      {role.name}
    </a>
  );
}
