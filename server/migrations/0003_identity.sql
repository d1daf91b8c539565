-- Organizations, people and users (requirements D2, D8).

create schema identity;
grant usage on schema identity to :"app";

create table identity.organizations (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  -- Folded form, by which lists are sorted and paged.
  name_folded text collate "C" not null default '',
  -- By which other registers know it, such as the index of public administrations.
  code text collate "C" check (char_length(code) between 1 and 40),
  tax_code text collate "C" check (tax_code ~ '^([A-Z0-9]{16}|[0-9]{11})$'),
  -- Certified mail.
  pec text check (char_length(pec) between 3 and 254),
  email text check (char_length(email) between 3 and 254),
  phone text check (char_length(phone) between 1 and 40),
  -- Where it is (sede).
  site text check (char_length(site) between 1 and 200),
  -- In which its people are shown hours; none: that of the installation (requirements D9).
  time_zone text collate "C" check (char_length(time_zone) between 1 and 64),
  -- First part of the user names made for it (requirements R3.1).
  login_id text collate "C" check (login_id ~ '^[A-Za-z0-9][A-Za-z0-9.-]{1,19}$'),
  login_id_folded text collate "C",
  -- Switched off: nobody of it enters, and nobody works for it.
  active boolean not null default true,
  -- Nobody of it enters without a formal authorization in force (requirements R4.31).
  authorization_required boolean not null default false,
  -- Nobody of it has two roles on one day (requirements R5.9).
  one_role_only boolean not null default false,
  -- It has an address of its own at the door, which answers to whoever names it (requirements D3, R1.43); none unless somebody turned it on.
  own_door boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1,
  constraint organizations_code_key unique (code),
  constraint organizations_login_id_key unique (login_id_folded),
  constraint organizations_login_id_pair check ((login_id is null) = (login_id_folded is null))
);
create index organizations_by_name on identity.organizations (name_folded, id);

create table identity.persons (
  organization_id uuid not null references identity.organizations (id),
  id uuid not null,
  family_name text not null check (length(family_name) between 1 and 100),
  -- Without a given name: whoever was erased, whose family name is then an opaque number, and what is no person but the name of a service.
  given_name text not null check (length(given_name) between 1 and 100 or (given_name = '' and (family_name like '#%' or kind = 'service'))),
  -- Capitals without blanks, as the law writes it.
  tax_code text collate "C" check (tax_code ~ '^([A-Z0-9]{16}|[0-9]{11})$'),
  birth_date date,
  sex text collate "C" check (sex in ('f', 'm')),
  email text check (char_length(email) between 3 and 254),
  -- Folded form, on which uniqueness is judged (requirements D2).
  email_folded text collate "C",
  -- A text: its leading zeros count.
  employee_number text collate "C" check (char_length(employee_number) between 1 and 40),
  -- What somebody is to the organization (requirements R1.41); service: nobody, but the name by which a user of a service is called (R1.24).
  kind text collate "C" not null default 'internal' check (kind in ('internal', 'customer', 'supplier', 'agent', 'guest', 'service')),
  created_at timestamptz not null,
  primary key (organization_id, id),
  constraint persons_service_check check (
    kind <> 'service' or (given_name = '' and tax_code is null and birth_date is null and sex is null and employee_number is null)
  ),
  constraint persons_email_folded_check check ((email is null) = (email_folded is null)),
  -- Requirements D2: of one organization, so that no refusal tells of the people of another.
  constraint persons_tax_code_key unique (organization_id, tax_code),
  constraint persons_email_key unique (organization_id, email_folded),
  constraint persons_employee_number_key unique (organization_id, employee_number)
);

-- Which kinds of people are found: nearly everybody is internal.
create index persons_by_kind on identity.persons (organization_id, kind) where kind <> 'internal';

create table identity.users (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- The internal code of R1.4: made here, never changed, never shown.
  code bigint generated always as identity,
  username text collate "C" not null check (char_length(username) between 1 and 50),
  -- Folded form, on which uniqueness is judged in the whole installation (RFC 8265, requirements D2).
  username_folded text collate "C" not null,
  -- Keyed hash of the exact name: the door counts attempts by it, whether or not the name exists (requirements D4).
  username_mac bytea not null,
  full_name text not null default '',
  -- suspended: by the rule of inactivity alone (requirements R2.28). ceased: erased, which is for ever (requirements R5.14).
  status text not null check (status in ('active', 'inactive', 'suspended', 'ceased')),
  disabled boolean not null,
  -- A user of a service, who opens no session (requirements R1.60).
  no_sessions boolean not null default false,
  -- What keeps the user out whatever the day, the first that applies (requirements R5.14).
  standing text collate "C" not null
    generated always as (
      case when status = 'ceased' then 'ceased' when status = 'inactive' then 'inactive' when disabled then 'disabled' when status = 'suspended' then 'suspended'
        when no_sessions then 'service' else 'active' end
    ) stored,
  -- From when absence is counted if he did not enter since: his creation, or when an administrator last let him in again (requirements R2.28).
  active_since timestamptz not null,
  -- A user of a service, whom the rule of inactivity leaves alone (requirements R2.28, R5.21).
  exempt_from_inactivity boolean not null default false,
  -- Enabled in every organization, also in those made later (requirements R1.14, D2).
  all_organizations boolean not null default false,
  valid_from date,
  valid_to date,
  -- The days on which he is formally authorized; kept by a trigger on the authorizations (0030), asked for where his organization requires one.
  authorized datemultirange not null default '{}',
  -- Folded family and given name, by which lists are sorted and paged without a collation of the system.
  sort_key text collate "C" not null,
  -- Whether the user ever signed in.
  entered boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references identity.persons (organization_id, id),
  constraint users_person_key unique (organization_id, person_id),
  constraint users_code_key unique (code),
  constraint users_username_key unique (username_folded),
  constraint users_validity_check check (valid_to is null or valid_from is null or valid_to >= valid_from)
);

create unique index users_username_exact on identity.users (username);
-- With whose it is, so that the names that are locked are compared with the index alone.
create unique index users_username_mac on identity.users (username_mac) include (organization_id, id);
-- Everybody, those of one standing (with their dates, so that they are counted here alone), and who never signed in, in the order of the list.
create index users_by_name on identity.users (organization_id, sort_key, id) include (standing);
create index users_by_standing on identity.users (organization_id, standing, sort_key, id) include (valid_from, valid_to, authorized);
create index users_never_entered on identity.users (organization_id, sort_key, id) where not entered and status = 'active';
-- Whose validity is over, or has not begun.
create index users_by_end on identity.users (organization_id, valid_to) where valid_to is not null;
create index users_by_begin on identity.users (organization_id, valid_from) where valid_from is not null;
-- Who is asked for by the id alone.
create unique index users_id on identity.users (id);

-- Where each user may work: in his own organization, and in others that let him in (requirements D2). What he is and has there hangs on it.
create table identity.enablements (
  organization_id uuid not null references identity.organizations (id),
  user_id uuid not null,
  -- The organization whose user he is.
  home_id uuid not null,
  -- Whether he is placed in units there, or in none and gets only roles made for that (requirements R2.12).
  placed boolean not null default true,
  -- Which programs he may use there at most (requirements R1.25, D2).
  licence text collate "C" not null default 'professional' check (licence in ('service', 'base', 'collaboration', 'professional')),
  since timestamptz not null,
  ended_at timestamptz,
  -- For which of them he works when he signs in; none: the home organization.
  is_default boolean not null default false,
  -- Of who comes from elsewhere, his own sort key, by which a list of such people is paged; kept by a trigger.
  sort_key text collate "C" not null default '',
  primary key (organization_id, user_id),
  constraint enablements_home_fkey foreign key (home_id, user_id) references identity.users (organization_id, id),
  constraint enablements_ended_check check (ended_at >= since),
  constraint enablements_stays_at_home check (ended_at is null or organization_id <> home_id),
  constraint enablements_default_check check (not is_default or ended_at is null)
);
create index enablements_by_user on identity.enablements (user_id, organization_id);
-- Who is placed in none: few, and found among everybody (requirements R2.10).
create index enablements_unplaced on identity.enablements (organization_id, user_id) where not placed;
-- Who has which licence, counted for the seats (requirements R5.16) and found in lists.
create index enablements_by_licence on identity.enablements (organization_id, licence, user_id) where ended_at is null;
create unique index enablements_default on identity.enablements (user_id) where is_default;
create index enablements_of_guests on identity.enablements (organization_id, sort_key, user_id) where home_id <> organization_id and ended_at is null;

-- When each user last entered (requirements R1.17), apart from the rest: a sign-in writes a short row with two indexes.
create table identity.last_accesses (
  organization_id uuid not null,
  user_id uuid not null,
  -- Whole milliseconds, what the code's instants hold, so that a page's position is exact. -infinity: never, which stands last in the list.
  at timestamptz(3) not null default '-infinity',
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references identity.users (organization_id, id)
);
create index last_accesses_by_time on identity.last_accesses (organization_id, at, user_id);

-- Every folded word by whose beginning a search finds a user; a range on it uses an index under row security.
create table identity.user_words (
  organization_id uuid not null,
  user_id uuid not null,
  word text collate "C" not null,
  -- The user's own, so that whom a search finds is put in the order of the list from the index alone.
  sort_key text collate "C" not null,
  primary key (organization_id, user_id, word),
  foreign key (organization_id, user_id) references identity.users (organization_id, id)
);
create index user_words_by_word on identity.user_words (organization_id, word) include (user_id, sort_key);

alter table identity.organizations enable row level security;
alter table identity.organizations force row level security;
alter table identity.persons enable row level security;
alter table identity.persons force row level security;
alter table identity.users enable row level security;
alter table identity.users force row level security;
alter table identity.enablements enable row level security;
alter table identity.enablements force row level security;
alter table identity.last_accesses enable row level security;
alter table identity.last_accesses force row level security;
alter table identity.user_words enable row level security;
alter table identity.user_words force row level security;

create policy scope on identity.organizations to :"app"
  using (id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on identity.persons to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on identity.users to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on identity.enablements to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on identity.last_accesses to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on identity.user_words to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));

create policy installation on identity.organizations to :"owner" using (true);
create policy installation on identity.users to :"owner" using (true);
create policy installation on identity.persons to :"owner" using (true);
create policy installation on identity.enablements to :"owner" using (true);
create policy installation on identity.last_accesses to :"owner" using (true);
create policy installation on identity.user_words to :"owner" using (true);

-- Nothing is deleted here: people leave by becoming inactive (requirements R3.50).
grant select, insert on identity.organizations to :"app";
grant update (name, name_folded, code, tax_code, pec, email, phone, site, login_id, login_id_folded, active, authorization_required,
    one_role_only, own_door, time_zone, version)
  on identity.organizations to :"app";
grant select, insert on identity.persons to :"app";
grant update (family_name, given_name, tax_code, birth_date, sex, email, email_folded, employee_number, kind) on identity.persons to :"app";
grant select, insert on identity.users to :"app";
grant update (username, username_folded, username_mac, full_name, status, disabled, valid_from, valid_to, sort_key, entered, version,
    active_since, exempt_from_inactivity, all_organizations, no_sessions)
  on identity.users to :"app";
grant select, insert on identity.enablements to :"app";
grant update (placed, licence, since, ended_at, is_default) on identity.enablements to :"app";
grant select, insert on identity.last_accesses to :"app";
grant update (at) on identity.last_accesses to :"app";
grant select, insert, delete on identity.user_words to :"app";

-- Named function: every organization of the installation, for the command line, and whether the installation has begun.
create function identity.all_organizations() returns table (id uuid, name text)
  language sql stable security definer
  set search_path = pg_catalog, identity
  as $$ select o.id, o.name from identity.organizations o order by o.created_at, o.id $$;
revoke all on function identity.all_organizations() from public;
grant execute on function identity.all_organizations() to :"app";

-- How the door looks: a logo and the colour of its band, which anybody sees before signing in (requirements D3).
create table identity.door_looks (
  organization_id uuid primary key references identity.organizations (id),
  band_color text collate "C" check (band_color ~ '^#[0-9a-f]{6}$'),
  logo bytea check (octet_length(logo) between 1 and 102400),
  logo_type text collate "C" check (logo_type in ('image/png', 'image/jpeg', 'image/webp')),
  -- SHA-256 of the picture: its address.
  logo_hash text collate "C" check (logo_hash ~ '^[0-9a-f]{64}$'),
  logo_width int check (logo_width between 1 and 10000),
  logo_height int check (logo_height between 1 and 10000),
  -- What it is for who does not see it.
  logo_alternative text check (char_length(logo_alternative) between 1 and 200),
  version int not null default 1,
  constraint door_looks_whole_logo_check check (num_nulls(logo, logo_type, logo_hash, logo_width, logo_height, logo_alternative) in (0, 6))
);
create index door_looks_by_hash on identity.door_looks (logo_hash) where logo_hash is not null;
alter table identity.door_looks enable row level security;
alter table identity.door_looks force row level security;
create policy scope on identity.door_looks to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on identity.door_looks to :"owner" using (true);
grant select, insert on identity.door_looks to :"app";
grant update (band_color, logo, logo_type, logo_hash, logo_width, logo_height, logo_alternative, version) on identity.door_looks to :"app";

-- Named function: what the door shows to who is not known yet: the first organization, whose door it is, and those that have an address of
-- their own, each to who names it, with how the door looks there (requirements D3, R1.43).
create function identity.at_the_door()
  returns table (
    organization_id uuid, name text, login_id_folded text, first boolean, own_door boolean,
    band_color text, logo_hash text, logo_width int, logo_height int, logo_alternative text
  )
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select o.id, o.name, o.login_id_folded, o.id = first.id, o.active and o.own_door and o.login_id_folded is not null,
      l.band_color, l.logo_hash, l.logo_width, l.logo_height, l.logo_alternative
    from (select one.id from identity.organizations one order by one.created_at, one.id limit 1) first
    join identity.organizations o on o.id = first.id or (o.active and o.own_door and o.login_id_folded is not null)
    left join identity.door_looks l on l.organization_id = o.id
  $$;

-- Whether somebody may work now for the organization at whose own address he came to the door; without one he may.
create function identity.may_choose_at_door(chosen uuid, user_id uuid, at timestamptz) returns boolean
  language sql stable
  as $$
    select chosen is null or exists (
      select from identity.enablements e
      join identity.organizations o on o.id = e.organization_id and o.active and o.own_door
      where e.organization_id = chosen and e.user_id = may_choose_at_door.user_id and e.ended_at is null and e.since <= at
    )
  $$;
revoke all on function identity.may_choose_at_door(uuid, uuid, timestamptz) from public;

-- Named function: the picture with this address, which anybody may see.
create function identity.door_logo(hash text) returns table (logo_type text, logo bytea)
  language sql stable security definer
  set search_path = pg_catalog
  as $$ select l.logo_type, l.logo from identity.door_looks l where l.logo_hash = door_logo.hash limit 1 $$;
revoke all on function identity.at_the_door(), identity.door_logo(text) from public;
grant execute on function identity.at_the_door(), identity.door_logo(text) to :"app";
