-- Groups of people: organizational ones, those of security, and those for sharing (requirements R1.30-R1.34, R1.48-R1.54).

create schema groups;
grant usage on schema groups to :"app";

create table groups.groups (
  organization_id uuid not null references identity.organizations (id),
  id uuid not null,
  kind text collate "C" not null check (kind in ('organizational', 'security', 'sharing')),
  -- A group of the same kind and organization; the trigger below keeps circles and too many levels out.
  parent_id uuid,
  name text not null check (char_length(name) between 1 and 200),
  name_folded text collate "C" not null,
  -- Absent: the Italian one is shown (requirements R1.13).
  name_en text check (char_length(name_en) between 1 and 200),
  description text not null default '' check (char_length(description) <= 500),
  description_en text not null default '' check (char_length(description_en) <= 500),
  -- Of the chart only: it carries no role (requirements R1.48).
  descriptive boolean not null default false,
  active boolean not null default true,
  -- Where it is (sede, requirements R1.49).
  site text not null default '' check (char_length(site) <= 200),
  created_at timestamptz not null,
  version int not null default 1,
  primary key (organization_id, id),
  -- What a parent is referred to by, so that a tree holds one kind.
  constraint groups_kind_key unique (organization_id, id, kind),
  constraint groups_parent_fkey foreign key (organization_id, parent_id, kind) references groups.groups (organization_id, id, kind),
  -- One name once under one parent. The children of a group are found by it too.
  constraint groups_name_key unique nulls not distinct (organization_id, kind, parent_id, name_folded),
  constraint groups_organizational_check check (kind = 'organizational' or not (descriptive or site <> ''))
);

-- A group under itself, or more than 20 levels: judged here under a lock of the organization, so that two who move groups at the same
-- moment cannot close a circle together.
create function groups.refuse_circles() returns trigger language plpgsql
  set search_path = pg_catalog, groups
  as $$
declare
  over int;
  under int;
  circle boolean;
begin
  if new.parent_id is null then return new; end if;
  perform pg_advisory_xact_lock(7265060, hashtext(new.organization_id::text));
  with recursive up as (
    select g.id, g.parent_id, 1 as level from groups.groups g where g.organization_id = new.organization_id and g.id = new.parent_id
    union all
    select g.id, g.parent_id, up.level + 1 from up join groups.groups g on g.organization_id = new.organization_id and g.id = up.parent_id
      where up.id <> new.id and up.level <= 20)
  select coalesce(max(level), 0), coalesce(bool_or(id = new.id), false) into over, circle from up;
  if circle or new.parent_id = new.id then
    raise exception 'A group would stand under itself.' using errcode = 'check_violation', constraint = 'groups_circle_check';
  end if;
  with recursive down as (
    select new.id as id, 1 as level
    union all
    select g.id, down.level + 1 from down join groups.groups g
      on g.organization_id = new.organization_id and g.kind = new.kind and g.parent_id = down.id
      where down.level <= 20)
  select max(level) into under from down;
  if over + under > 20 then
    raise exception 'A tree of groups has at most 20 levels.' using errcode = 'check_violation', constraint = 'groups_depth_check';
  end if;
  return new;
end $$;
revoke all on function groups.refuse_circles() from public;
create trigger refuse_circles before insert or update of parent_id on groups.groups for each row execute function groups.refuse_circles();

-- Who is in which group, from when to when: in the same one never twice at a time.
create table groups.memberships (
  organization_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  starts_on date not null,
  ends_on date,
  primary key (organization_id, id),
  constraint memberships_user_fkey foreign key (organization_id, user_id) references identity.enablements (organization_id, user_id),
  constraint memberships_group_fkey foreign key (organization_id, group_id) references groups.groups (organization_id, id),
  constraint memberships_days_check check (ends_on >= starts_on),
  constraint memberships_overlap exclude using gist
    (organization_id with =, group_id with =, user_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
-- The groups of one user, with each check of his rights.
create index memberships_by_user on groups.memberships (organization_id, user_id, starts_on);
-- The members of one group: its page, and how many there are today.
create index memberships_by_group on groups.memberships (organization_id, group_id, starts_on);

-- The heads of a group (requirements R1.49), members or not: it says who answers for it and gives no right.
create table groups.heads (
  organization_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  primary key (organization_id, group_id, user_id),
  constraint heads_group_fkey foreign key (organization_id, group_id) references groups.groups (organization_id, id),
  constraint heads_user_fkey foreign key (organization_id, user_id) references identity.enablements (organization_id, user_id)
);
-- The groups of which one user is a head, on his page.
create index heads_by_user on groups.heads (organization_id, user_id);

-- What a group carries: a role in one unit, or wherever each member works.
create table "authorization".group_roles (
  organization_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  role_id uuid not null,
  unit_id uuid,
  -- The department of that unit, by which a unit that is in use stays where it is.
  unit_department_id uuid,
  starts_on date not null,
  ends_on date,
  primary key (organization_id, id),
  constraint group_roles_group_fkey foreign key (organization_id, group_id) references groups.groups (organization_id, id),
  constraint group_roles_role_fkey foreign key (organization_id, role_id) references "authorization".roles (organization_id, id),
  constraint group_roles_unit_fkey foreign key (organization_id, unit_id, unit_department_id)
    references structure.units (organization_id, id, department_id),
  constraint group_roles_unit_check check ((unit_id is null) = (unit_department_id is null)),
  constraint group_roles_days_check check (ends_on >= starts_on),
  constraint group_roles_overlap exclude using gist
    (organization_id with =, group_id with =, role_id with =, (coalesce(unit_id, '00000000-0000-0000-0000-000000000000')) with =,
      daterange(starts_on, ends_on, '[]') with &&)
);
-- What a group carries, with each check of its members' rights.
create index group_roles_by_group on "authorization".group_roles (organization_id, group_id, starts_on);
-- Whether a role or a unit may go.
create index group_roles_by_role on "authorization".group_roles (organization_id, role_id);
create index group_roles_by_unit on "authorization".group_roles (organization_id, unit_id) where unit_id is not null;

alter table groups.groups enable row level security;
alter table groups.groups force row level security;
alter table groups.memberships enable row level security;
alter table groups.memberships force row level security;
alter table groups.heads enable row level security;
alter table groups.heads force row level security;
alter table "authorization".group_roles enable row level security;
alter table "authorization".group_roles force row level security;

create policy scope on groups.groups to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on groups.memberships to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on groups.heads to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on "authorization".group_roles to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on groups.groups to :"owner" using (true);
create policy installation on groups.memberships to :"owner" using (true);
create policy installation on groups.heads to :"owner" using (true);
create policy installation on "authorization".group_roles to :"owner" using (true);

-- Of what kind a group is, and whom or what a row joins, never changes.
grant select, insert, delete on groups.groups to :"app";
grant update (parent_id, name, name_folded, name_en, description, description_en, descriptive, active, site, version) on groups.groups to :"app";
grant select, insert, delete on groups.memberships to :"app";
grant update (starts_on, ends_on) on groups.memberships to :"app";
grant select, insert, delete on groups.heads to :"app";
grant select, insert, delete on "authorization".group_roles to :"app";
grant update (starts_on, ends_on) on "authorization".group_roles to :"app";
