-- Applications that ask here what people may do in them, and what each can be asked about (requirements R1.35, R2.1, R2.41).

create schema applications;
grant usage on schema applications to :"app";

create table applications.applications (
  -- The installation's: one application serves many organizations.
  organization_id uuid not null,
  id uuid not null,
  -- The first part of the names of its functions, and what its own files call it; stays.
  code text collate "C" not null check (code ~ '^[a-z][a-z0-9-]{1,29}$'),
  name text not null check (char_length(name) between 1 and 100),
  -- Absent: the Italian one is shown (requirements R1.13).
  name_en text check (char_length(name_en) between 1 and 100),
  description text not null default '' check (char_length(description) <= 500),
  active boolean not null default true,
  -- Whether it is told why, and whether it may ask who may do something.
  is_told_why boolean not null default false,
  may_search boolean not null default false,
  -- A module: it comes with the product, serves every organization, and cannot be deleted (requirements R1.35-R1.39).
  built_in boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (organization_id, id),
  constraint applications_code_key unique (organization_id, code),
  -- What others refer to that is of an organization, as applications are of the installation.
  constraint applications_id_key unique (id)
);

-- The organizations about whose people it may ask.
create table applications.served (
  organization_id uuid not null,
  application_id uuid not null,
  served_id uuid not null references identity.organizations (id),
  primary key (organization_id, application_id, served_id),
  foreign key (organization_id, application_id) references applications.applications (organization_id, id) on delete cascade
);
create index served_by_organization on applications.served (served_id, application_id);

-- What it can be asked about: a kind of thing and what is done with it.
create table applications.functions (
  organization_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  -- With the code of the application before it: the name by which roles grant it.
  name text collate "C" not null check (name ~ '^[a-z][a-z0-9-]{1,29}/[a-z][a-z0-9_-]{0,49}$'),
  place int not null,
  label text not null check (char_length(label) between 1 and 100),
  label_en text check (char_length(label_en) between 1 and 100),
  primary key (organization_id, id),
  foreign key (organization_id, application_id) references applications.applications (organization_id, id) on delete cascade,
  constraint functions_name_key unique (organization_id, name)
);
create index functions_by_application on applications.functions (organization_id, application_id, place);

create table applications.actions (
  organization_id uuid not null,
  function_id uuid not null,
  name text collate "C" not null check (name ~ '^[a-z][a-z0-9_-]{0,39}$'),
  place int not null,
  -- Absent for the four that everybody knows.
  label text check (char_length(label) between 1 and 100),
  label_en text check (char_length(label_en) between 1 and 100),
  -- How far it may reach, the narrowest first, and what is proposed (requirements R2.41).
  levels text[] collate "C" not null check (levels <@ array['department', 'organization', 'all'] and cardinality(levels) between 1 and 3),
  proposed text collate "C" not null,
  -- The least licence with which it can be done (requirements R1.25).
  licence text collate "C" not null default 'base' check (licence in ('base', 'collaboration', 'professional')),
  primary key (organization_id, function_id, name),
  foreign key (organization_id, function_id) references applications.functions (organization_id, id) on delete cascade,
  constraint actions_proposed_check check (proposed = any (levels))
);

-- By which an application proves who it is; two at a time, so that one takes the place of the other without a pause.
create table applications.secrets (
  organization_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  created_at timestamptz(3) not null,
  last_used_on date,
  primary key (organization_id, id),
  foreign key (organization_id, application_id) references applications.applications (organization_id, id) on delete cascade,
  constraint secrets_token_key unique (token_hash)
);
create index secrets_by_application on applications.secrets (organization_id, application_id, created_at);

alter table applications.applications enable row level security;
alter table applications.applications force row level security;
alter table applications.served enable row level security;
alter table applications.served force row level security;
alter table applications.functions enable row level security;
alter table applications.functions force row level security;
alter table applications.actions enable row level security;
alter table applications.actions force row level security;
alter table applications.secrets enable row level security;
alter table applications.secrets force row level security;

create policy scope on applications.applications to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on applications.served to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on applications.functions to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on applications.actions to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on applications.secrets to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on applications.applications to :"owner" using (true);
create policy installation on applications.served to :"owner" using (true);
create policy installation on applications.functions to :"owner" using (true);
create policy installation on applications.actions to :"owner" using (true);
create policy installation on applications.secrets to :"owner" using (true);

grant select, insert, delete on applications.applications to :"app";
grant update (name, name_en, description, active, is_told_why, may_search, version) on applications.applications to :"app";
grant select, insert, delete on applications.served to :"app";
grant select, insert, delete on applications.functions to :"app";
grant select, insert, delete on applications.actions to :"app";
grant select (organization_id, id, application_id, created_at, last_used_on), insert, delete on applications.secrets to :"app";

-- Named function: which application presents this token, and about whom it may ask. The organizations are not known before. The program
-- of a module that is switched off is known, and answered no.
create function applications.find(token_hash bytea)
  returns table (
    id uuid, code text, secret_id uuid, last_used_on date, is_told_why boolean, may_search boolean, built_in boolean, active boolean,
    organizations uuid[]
  )
  language sql stable security definer
  set search_path = pg_catalog, applications
  as $$
    select a.id, a.code, s.id, s.last_used_on, a.is_told_why, a.may_search, a.built_in, a.active,
      case when a.built_in then array(select o.id from identity.organizations o order by o.id)
        else array(select v.served_id from applications.served v
          where v.organization_id = a.organization_id and v.application_id = a.id order by v.served_id) end
    from applications.secrets s
    join applications.applications a on a.organization_id = s.organization_id and a.id = s.application_id
    where s.token_hash = find.token_hash and (a.active or a.built_in)
  $$;

-- Named function: a secret was used on this day.
create function applications.used(secret uuid, day date) returns void
  language sql volatile security definer
  set search_path = pg_catalog, applications
  as $$ update applications.secrets set last_used_on = used.day where id = used.secret and last_used_on is distinct from used.day $$;

-- Named function: what can be granted in the roles of a visible organization; whoever gives roles there administers no application.
create function applications.registered(organization uuid)
  returns table (
    application_id uuid, code text, application_name text, application_name_en text, active boolean,
    function text, label text, label_en text, actions json
  )
  language sql stable security definer
  set search_path = pg_catalog, applications
  as $$
    select a.id, a.code, a.name, coalesce(a.name_en, ''), a.active, f.name, f.label, coalesce(f.label_en, ''),
      (select json_agg(json_strip_nulls(json_build_object('name', x.name, 'label', coalesce(x.label, ''), 'labelEnglish', coalesce(x.label_en, ''),
        'levels', x.levels, 'proposed', x.proposed,
        'licence', nullif(x.licence, 'base'))) order by x.place)
        from applications.actions x where x.organization_id = f.organization_id and x.function_id = f.id)
    from applications.applications a
    join applications.functions f on f.organization_id = a.organization_id and f.application_id = a.id
    where registered.organization = any (varco.visible_organizations())
      and (a.built_in or exists (select from applications.served v
        where v.organization_id = a.organization_id and v.application_id = a.id and v.served_id = registered.organization))
    order by lower(a.name), a.code, f.place
  $$;

revoke all on function applications.find(bytea), applications.used(uuid, date), applications.registered(uuid) from public;
grant execute on function applications.find(bytea), applications.used(uuid, date), applications.registered(uuid) to :"app";

-- Named function: in how many roles, of any organization, something of these is granted; whoever registers sees no role of others.
create function "authorization".count_granting(functions text[], actions text[]) returns int
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select count(distinct (g.organization_id, g.role_id))::int from "authorization".role_grants g
    join unnest(functions, actions) as lost (capability, action) on lost.capability = g.capability and lost.action = g.action
  $$;
create index role_grants_by_capability on "authorization".role_grants (capability, action);
revoke all on function "authorization".count_granting(text[], text[]) from public;
grant execute on function "authorization".count_granting(text[], text[]) to :"app";

-- Named function: from when to when users who are enabled in a visible organization may enter at all; of guests too, whose home is not visible.
create function identity.standings(organization uuid, users uuid[])
  returns table (user_id uuid, status text, disabled boolean, valid_from date, valid_to date, authorized text)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select u.id, u.status, u.disabled or not h.active or not o.active, u.valid_from, u.valid_to,
      case when h.authorization_required then u.authorized::text end
    from identity.enablements e
    join identity.users u on u.organization_id = e.home_id and u.id = e.user_id
    join identity.organizations h on h.id = e.home_id
    join identity.organizations o on o.id = e.organization_id
    where e.organization_id = standings.organization and e.organization_id = any (varco.visible_organizations())
      and e.user_id = any (standings.users) and e.ended_at is null
  $$;
revoke all on function identity.standings(uuid, uuid[]) from public;
grant execute on function identity.standings(uuid, uuid[]) to :"app";
