-- How an organization is made: departments (servizi), their units (unità operative), and who is placed where (requirements R2.45, D8).

create schema structure;
grant usage on schema structure to :"app";

-- Equality in constraints that refuse overlapping days.
create extension if not exists btree_gist with schema structure;

create table structure.departments (
  organization_id uuid not null references identity.organizations (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 200),
  -- Folded form, on which uniqueness is judged and by which lists are sorted (requirements R2.6).
  name_folded text collate "C" not null,
  -- Absent: the Italian one is shown (requirements R1.13).
  name_en text check (char_length(name_en) between 1 and 200),
  active boolean not null default true,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (organization_id, id),
  constraint departments_name_key unique (organization_id, name_folded)
);

create table structure.units (
  organization_id uuid not null,
  id uuid not null,
  department_id uuid not null,
  name text not null check (char_length(name) between 1 and 200),
  name_folded text collate "C" not null,
  name_en text check (char_length(name_en) between 1 and 200),
  -- Where it is (sede).
  site text not null default '' check (char_length(site) <= 200),
  active boolean not null default true,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, department_id) references structure.departments (organization_id, id),
  constraint units_name_key unique (organization_id, department_id, name_folded),
  -- What a role of a department is given in must be a unit of that department.
  constraint units_department_key unique (organization_id, id, department_id)
);

-- Collocazioni: in the same unit never twice at a time.
create table structure.placements (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  unit_id uuid not null,
  starts_on date not null,
  ends_on date,
  qualification text not null default '' check (char_length(qualification) <= 100),
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references identity.enablements (organization_id, user_id),
  foreign key (organization_id, unit_id) references structure.units (organization_id, id),
  constraint placements_days_check check (ends_on >= starts_on),
  constraint placements_overlap exclude using gist
    (organization_id with =, user_id with =, unit_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
create index placements_by_user on structure.placements (organization_id, user_id, starts_on);
-- With who it is and until when, so that the people of a unit are read here alone.
create index placements_by_unit on structure.placements (organization_id, unit_id, starts_on) include (user_id, ends_on);

alter table structure.departments enable row level security;
alter table structure.departments force row level security;
alter table structure.units enable row level security;
alter table structure.units force row level security;
alter table structure.placements enable row level security;
alter table structure.placements force row level security;

create policy scope on structure.departments to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on structure.units to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on structure.placements to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on structure.departments to :"owner" using (true);
create policy installation on structure.units to :"owner" using (true);
create policy installation on structure.placements to :"owner" using (true);

grant select, insert, delete on structure.departments to :"app";
grant update (name, name_folded, name_en, active, version) on structure.departments to :"app";
grant select, insert, delete on structure.units to :"app";
grant update (department_id, name, name_folded, name_en, site, active, version) on structure.units to :"app";
grant select, insert, delete on structure.placements to :"app";
grant update (starts_on, ends_on, qualification) on structure.placements to :"app";
