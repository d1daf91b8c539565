-- Roles, what each grants and who has them (requirements R2.37-R2.44, R5.9).

create table "authorization".roles (
  organization_id uuid not null references identity.organizations (id),
  id uuid not null,
  -- Null: of the whole organization.
  department_id uuid,
  name text not null check (char_length(name) between 1 and 100),
  name_folded text collate "C" not null,
  -- Absent: the Italian one is shown (requirements R1.13).
  name_en text check (char_length(name_en) between 1 and 100),
  description text not null default '' check (char_length(description) <= 500),
  description_en text not null default '' check (char_length(description_en) <= 500),
  -- Only for users who are placed in no unit (requirements R2.39).
  for_unplaced boolean not null default false,
  active boolean not null default true,
  -- From where it counts; none: from everywhere (requirements R3.49).
  addresses text[] not null default '{}' check (cardinality(addresses) <= 50),
  created_at timestamptz not null,
  version int not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, department_id) references structure.departments (organization_id, id),
  -- One name once in a department, and once among those of the whole organization.
  constraint roles_name_key unique nulls not distinct (organization_id, department_id, name_folded)
);

-- Autorizzazioni: absent is refused.
create table "authorization".role_grants (
  organization_id uuid not null,
  role_id uuid not null,
  capability text collate "C" not null check (char_length(capability) between 1 and 100),
  action text collate "C" not null check (char_length(action) between 1 and 100),
  visibility text collate "C" not null check (visibility in ('department', 'organization', 'all')),
  primary key (organization_id, role_id, capability, action),
  foreign key (organization_id, role_id) references "authorization".roles (organization_id, id) on delete cascade
);

create table "authorization".assignments (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  -- Null: wherever the user works in the organization; only roles of the whole organization.
  unit_id uuid,
  -- The department of that unit, by which a unit that is in use stays where it is.
  unit_department_id uuid,
  starts_on date not null,
  ends_on date,
  -- Proposed when the user signs in (requirements R2.13).
  is_default boolean not null default false,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references identity.enablements (organization_id, user_id),
  foreign key (organization_id, role_id) references "authorization".roles (organization_id, id),
  foreign key (organization_id, unit_id, unit_department_id) references structure.units (organization_id, id, department_id),
  constraint assignments_unit_check check ((unit_id is null) = (unit_department_id is null)),
  constraint assignments_days_check check (ends_on >= starts_on),
  -- One row for a user, unit and role at a time; the nil id stands for everywhere, as nothing equals null.
  constraint assignments_overlap exclude using gist
    (organization_id with =, user_id with =, role_id with =, (coalesce(unit_id, '00000000-0000-0000-0000-000000000000')) with =,
      daterange(starts_on, ends_on, '[]') with &&)
);
create index assignments_by_user on "authorization".assignments (organization_id, user_id, starts_on);
-- With who it is and until when, so that the people of a role are read here alone.
create index assignments_by_role on "authorization".assignments (organization_id, role_id, starts_on) include (user_id, ends_on);
create index assignments_by_unit on "authorization".assignments (organization_id, unit_id) where unit_id is not null;
create unique index assignments_default on "authorization".assignments (organization_id, user_id) where is_default;

alter table "authorization".roles enable row level security;
alter table "authorization".roles force row level security;
alter table "authorization".role_grants enable row level security;
alter table "authorization".role_grants force row level security;
alter table "authorization".assignments enable row level security;
alter table "authorization".assignments force row level security;

create policy scope on "authorization".roles to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on "authorization".role_grants to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on "authorization".assignments to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on "authorization".roles to :"owner" using (true);
create policy installation on "authorization".role_grants to :"owner" using (true);
create policy installation on "authorization".assignments to :"owner" using (true);

grant select, insert, delete on "authorization".roles to :"app";
grant update (department_id, name, name_folded, name_en, description, description_en, for_unplaced, active, addresses, version) on "authorization".roles to :"app";
grant select, insert, delete on "authorization".role_grants to :"app";
grant update (visibility) on "authorization".role_grants to :"app";
grant select, insert, delete on "authorization".assignments to :"app";
grant update (starts_on, ends_on, is_default) on "authorization".assignments to :"app";

-- A unit that goes is nobody's any more: the session goes on in the usual one.
alter table sessions.sessions add constraint sessions_unit_fkey foreign key (context_id, unit_id)
  references structure.units (organization_id, id) on delete set null (unit_id);
create index sessions_by_unit on sessions.sessions (context_id, unit_id) where unit_id is not null;
