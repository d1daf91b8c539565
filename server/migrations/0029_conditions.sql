-- What must hold besides a grant (requirements R2.40, R5.9).

-- One for each function of an application that a role grants under a condition.
create table "authorization".role_conditions (
  organization_id uuid not null,
  role_id uuid not null,
  capability text collate "C" not null check (char_length(capability) between 1 and 100),
  condition text not null check (char_length(condition) between 1 and 500),
  primary key (organization_id, role_id, capability),
  foreign key (organization_id, role_id) references "authorization".roles (organization_id, id) on delete cascade
);

alter table "authorization".role_conditions enable row level security;
alter table "authorization".role_conditions force row level security;
create policy scope on "authorization".role_conditions to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on "authorization".role_conditions to :"owner" using (true);
grant select, insert, delete on "authorization".role_conditions to :"app";
