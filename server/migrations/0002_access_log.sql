-- The access log: facts that are only added, in monthly partitions, with dictionaries of their own (requirements D5, R2.16-R2.21).
-- It stands alone: it joins no other schema, and keeps people as they were named at the time.

create schema access_log;
grant usage on schema access_log to :"app";

-- What a commitment covers: every field with its length, so that no two values give the same bytes.
-- The first field names the kind and the version of this writing.
create function access_log.canonical(variadic fields text[]) returns bytea
  language sql immutable
  as $$
    select string_agg(
      case when f.field is null then '\x00'::bytea
        else '\x01'::bytea || int4send(octet_length(convert_to(f.field, 'UTF8'))) || convert_to(f.field, 'UTF8') end,
      ''::bytea order by f.place)
    from unnest(fields) with ordinality as f (field, place)
  $$;

-- 32 bytes of the operating system's chance (244 bits). Made here, once for each new value, so that a salt never leaves the database.
create function access_log.new_salt() returns bytea
  language sql volatile
  as $$ select uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) $$;

-- ---- Dictionaries: each value once, with a salted commitment that outlives the value (requirements D5) ----

-- Whoever a row names: a person as he was called then, an operator at a terminal (only a name), or a typed name of nobody (only its
-- keyed hash).
create table access_log.subjects (
  id int generated always as identity primary key,
  -- The organization in whose log the name stands: whoever may read the row may read the name.
  organization_id uuid not null,
  user_id uuid,
  username text collate "C",
  name text collate "C",
  name_hash bytea,
  salt bytea,
  commitment bytea not null,
  erased_at timestamptz(3),
  constraint subjects_kind_check check (
    -- Whose lines they were stays, as an opaque id that names nobody: the lines of an erased person still hang together.
    case when erased_at is not null then num_nonnulls(username, name, name_hash, salt) = 0
      when salt is null then false
      when user_id is not null then username is not null and name is not null and name_hash is null
      when name_hash is not null then username is null and name is null
      else username is null and name is not null end
  )
);
create unique index subjects_person on access_log.subjects (user_id, organization_id, username, name) where user_id is not null;
create unique index subjects_unknown on access_log.subjects (name_hash, organization_id) where name_hash is not null;
create unique index subjects_operator on access_log.subjects (name, organization_id) where user_id is null and name_hash is null;

create table access_log.addresses (
  id int generated always as identity primary key,
  address inet,
  salt bytea,
  commitment bytea not null,
  erased_at timestamptz(3),
  constraint addresses_erased_check check (num_nonnulls(address, salt) = case when erased_at is null then 2 else 0 end),
  constraint addresses_address_key unique (address)
);

create table access_log.browsers (
  id int generated always as identity primary key,
  family text collate "C",
  version text collate "C",
  system text collate "C",
  salt bytea,
  commitment bytea not null,
  erased_at timestamptz(3),
  constraint browsers_erased_check check (num_nonnulls(family, version, system, salt) = case when erased_at is null then 4 else 0 end),
  constraint browsers_browser_key unique (family, version, system)
);

-- What changed from what to what, encrypted with a key of the organization. The commitment covers the text; its salt is inside the
-- ciphertext, so that without the key nobody can even try guesses.
create table access_log.details (
  id int generated always as identity primary key,
  organization_id uuid not null,
  key_id int,
  ciphertext bytea,
  commitment bytea not null,
  erased_at timestamptz(3),
  constraint details_erased_check check (num_nonnulls(ciphertext, key_id) = case when erased_at is null then 2 else 0 end)
);

-- ---- Entries ----

-- The number of a row inside its transaction, counted in a setting that ends with it; an undone savepoint gives its numbers back.
create function access_log.next_number() returns smallint
  language plpgsql volatile
  as $$
    begin
      return set_config(
        'varco.log_number', (coalesce(nullif(current_setting('varco.log_number', true), '')::int, 0) + 1)::text, true)::smallint;
    end
  $$;

-- What is added to the numbers of this cluster's transactions: another cluster counts anew, and the numbers in the log must only grow.
-- Replaced when an era begins.
create function access_log.transaction_offset() returns bigint
  language sql immutable
  as $$ select 0::bigint $$;

-- The number of the running transaction in the log.
create function access_log.transaction_number() returns bigint
  language sql volatile
  as $$ select pg_current_xact_id()::text::bigint + access_log.transaction_offset() $$;

-- No id: a row is its transaction and its number there. Rows whose transaction is older than every running one are final: they can be
-- sealed.
-- No foreign keys: both sides are only added to, and a key share lock on the row of a common browser would make every sign-in write it.
create table access_log.entries (
  -- Whole milliseconds, what the code's instants hold, so that a page's position is exact.
  at timestamptz(3) not null,
  xid bigint not null default access_log.transaction_number(),
  -- The nil UUID: a fact of no organization, such as a sign-in with an unknown name.
  organization_id uuid not null,
  -- What was changed, when it is a thing and no person: a role, a unit, a group, an application.
  object_id uuid,
  session_number bigint,
  -- At a refusal of the door: until when the name is locked (requirements R3.5); infinity: until somebody lifts it.
  locked_until timestamptz(3),
  subject_id int,
  -- Who did it, when it was somebody else.
  actor_id int,
  -- For whom he did it, as his delegate (requirements R3.59).
  on_behalf_of int,
  address_id int,
  browser_id int,
  detail_id int,
  -- How many facts the row stands for; null: one.
  count int,
  n smallint not null default access_log.next_number(),
  -- Numbers of shared/src/access-log/events.ts.
  event smallint not null,
  reason smallint,
  channel smallint not null,
  -- Never purged (requirements R3.56): such rows lie apart, so that a month is purged by dropping its table.
  kept boolean not null default false,
  constraint entries_at_check check (at >= '2000-01-01 00:00:00+00' and at < '2200-01-01 00:00:00+00')
) partition by list (kept);

-- By time alone: with the organization in front it would take twice the room, and the reader's organizations fill most of his log.
create index entries_newest on access_log.entries (at);
-- All but sign-ins (1) and sign-outs (3): refusals and changes are found without reading the many between them.
create index entries_unusual on access_log.entries (event, at) where event <> 1 and event <> 3;
create index entries_by_subject on access_log.entries (subject_id, at) where subject_id is not null;
create index entries_by_address on access_log.entries (address_id, at) where address_id is not null;
-- Few rows have one; asked whether anybody still names a value.
create index entries_by_actor on access_log.entries (actor_id) where actor_id is not null;
create index entries_by_delegator on access_log.entries (on_behalf_of) where on_behalf_of is not null;
-- The history of one thing.
create index entries_by_object on access_log.entries (object_id, at) where object_id is not null;
create index entries_by_session on access_log.entries (session_number) where session_number is not null;
-- For the sealer, that reads by ranges of transactions.
create index entries_by_transaction on access_log.entries using brin (xid) with (pages_per_range = 16, autosummarize = on);

-- ---- Nothing is changed or deleted ----

create function access_log.refuse_change() returns trigger
  language plpgsql
  as $$
    begin
      raise exception '% on %.% is refused: the access log is only added to', tg_op, tg_table_schema, tg_table_name using errcode = 'VA001';
    end
  $$;

-- The one change a dictionary admits: everything but the number, the organization, the opaque id of a person and the commitment is
-- erased, once.
create function access_log.refuse_all_but_erasure() returns trigger
  language plpgsql
  as $$
    declare
      stays constant text[] := array['id', 'organization_id', 'user_id', 'commitment'];
    begin
      if tg_op = 'UPDATE' then
        if old.erased_at is null and new.erased_at is not null
            and (select count(*) from jsonb_each(to_jsonb(new)) f
              where f.key <> 'erased_at' and f.value <> case when f.key = any (stays) then to_jsonb(old) -> f.key else 'null' end) = 0 then
          return new;
        end if;
      end if;
      raise exception '% on %.% is refused: the access log is only added to', tg_op, tg_table_schema, tg_table_name using errcode = 'VA001';
    end
  $$;

-- Puts the guards on a table of this schema. "Always": also for a session that acts as a replica.
-- The row trigger of entries reaches its partitions by itself; the one against TRUNCATE does not.
create function access_log.guard(guarded regclass, against text default 'refuse_change') returns void
  language plpgsql
  set search_path = pg_catalog
  as $$
    begin
      if not exists (select from pg_trigger where tgrelid = guarded and tgname = 'refuse_change') then
        execute format('create trigger refuse_change before update or delete on %s for each row
          execute function access_log.%I()', guarded, against);
      end if;
      execute format('create trigger refuse_truncate before truncate on %s for each statement
        execute function access_log.refuse_change()', guarded);
      execute format('alter table %s enable always trigger refuse_change', guarded);
      execute format('alter table %s enable always trigger refuse_truncate', guarded);
    end
  $$;

-- A partition is not reached through its parent's row security when it is asked by its own name.
create function access_log.guard_partition(partition regclass) returns void
  language plpgsql
  set search_path = pg_catalog
  as $$
    begin
      perform access_log.guard(partition);
      execute format('alter table %s enable row level security', partition);
      execute format('alter table %s force row level security', partition);
      execute format('create policy installation on %s to %I using (true)', partition, current_user);
    end
  $$;

-- Makes the partitions of the month of "first" and of the following ones, in UTC, and of every month that has rows in the default
-- partition; the owner calls it at every start and twice a day. Answers the names of what it made.
create function access_log.make_partitions(first timestamptz, months_ahead int) returns setof text
  language plpgsql
  set search_path = pg_catalog
  set timezone = 'UTC'
  as $$
    declare
      month timestamptz;
      partition text;
      has_strays boolean;
    begin
      perform pg_advisory_xact_lock(7265002);
      has_strays := exists (select from access_log.entries_default);
      if has_strays then
        -- Rows of a month that had no partition are moved by taking the table away, since none of them may be deleted.
        alter table access_log.entries_passing detach partition access_log.entries_default;
        alter table access_log.entries_default rename to entries_strays;
        create table access_log.entries_default partition of access_log.entries_passing default;
        perform access_log.guard_partition('access_log.entries_default');
      end if;
      for month in
        select date_trunc('month', first) + make_interval(months => later) from generate_series(0, months_ahead) later
      loop
        partition := access_log.make_partition(month);
        if partition is not null then return next partition; end if;
      end loop;
      if has_strays then
        for month in select distinct date_trunc('month', s.at) from access_log.entries_strays s order by 1 loop
          partition := access_log.make_partition(month);
          if partition is not null then return next partition; end if;
        end loop;
        insert into access_log.entries
            (at, xid, organization_id, object_id, session_number, locked_until, subject_id, actor_id, on_behalf_of, address_id, browser_id,
             detail_id, count, n, event, reason, channel)
          select at, xid, organization_id, object_id, session_number, locked_until, subject_id, actor_id, on_behalf_of, address_id,
            browser_id, detail_id, count, n, event, reason, channel
          from access_log.entries_strays order by xid, n;
        drop table access_log.entries_strays;
      end if;
    end
  $$;

-- Made apart and then attached: writers never wait, as they would for "create table ... partition of". Null when the month has one.
create function access_log.make_partition(month timestamptz) returns text
  language plpgsql
  set search_path = pg_catalog
  set timezone = 'UTC'
  as $$
    declare
      partition text := format('entries_%s', to_char(month, 'YYYY_MM'));
    begin
      if to_regclass(format('access_log.%I', partition)) is not null then return null; end if;
      execute format('create table access_log.%I (like access_log.entries including defaults including constraints)', partition);
      execute format('alter table access_log.entries_passing attach partition access_log.%I for values from (%L) to (%L)',
        partition, month, month + interval '1 month');
      perform access_log.guard_partition(format('access_log.%I', partition)::regclass);
      return partition;
    end
  $$;

revoke all on function access_log.guard(regclass, text), access_log.guard_partition(regclass), access_log.make_partitions(timestamptz, int),
  access_log.make_partition(timestamptz) from public;

select access_log.guard(dictionary, 'refuse_all_but_erasure')
  from unnest('{access_log.subjects, access_log.addresses, access_log.browsers, access_log.details}'::regclass[]) dictionary;
select access_log.guard('access_log.entries');
create table access_log.entries_kept partition of access_log.entries for values in (true);
create table access_log.entries_passing partition of access_log.entries for values in (false) partition by range (at);
create table access_log.entries_default partition of access_log.entries_passing default;
select access_log.guard_partition(partition)
  from unnest('{access_log.entries_kept, access_log.entries_passing, access_log.entries_default}'::regclass[]) partition;

-- ---- Who sees and writes what ----

alter table access_log.entries enable row level security;
alter table access_log.entries force row level security;
alter table access_log.subjects enable row level security;
alter table access_log.subjects force row level security;
alter table access_log.details enable row level security;
alter table access_log.details force row level security;

create policy scope on access_log.entries for select to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on access_log.subjects for select to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on access_log.details for select to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on access_log.entries to :"owner" using (true);
create policy installation on access_log.subjects to :"owner" using (true);
create policy installation on access_log.details to :"owner" using (true);

-- The application reads, and adds through record() alone: an entry cannot name another transaction, nor a commitment another value.
-- Salts are not for it.
grant select on access_log.entries to :"app";
grant select (id, organization_id, user_id, username, name, name_hash, commitment) on access_log.subjects to :"app";
grant select (id, address, commitment) on access_log.addresses to :"app";
grant select (id, family, version, system, commitment) on access_log.browsers to :"app";
grant select (id, organization_id, key_id, ciphertext, commitment, erased_at) on access_log.details to :"app";

-- ---- Writing ----

-- The number of a person, an operator or an unknown name in the dictionary, made when it is missing.
-- A second writer of the same new value waits for the first, then finds it.
create function access_log.subject_number(organization_id uuid, user_id uuid, username text, name text, name_hash bytea) returns int
  language plpgsql volatile
  as $$
    #variable_conflict use_variable
    declare
      found_id int;
      fresh_salt bytea;
    begin
      loop
        if user_id is not null then
          select s.id into found_id from access_log.subjects s
            where s.user_id = user_id and s.organization_id = organization_id and s.username = username and s.name = name;
        elsif name_hash is not null then
          select s.id into found_id from access_log.subjects s
            where s.name_hash = name_hash and s.organization_id = organization_id;
        else
          select s.id into found_id from access_log.subjects s
            where s.user_id is null and s.name_hash is null and s.name = name and s.organization_id = organization_id;
        end if;
        if found_id is not null then return found_id; end if;
        -- Who was erased stays so: a request that read his name before and writes it after names only whose line it is.
        if user_id is not null then
          select s.id into found_id from access_log.subjects s
            where s.user_id = user_id and s.organization_id = organization_id and s.erased_at is not null order by s.id limit 1;
          if found_id is not null then return found_id; end if;
        end if;
        fresh_salt := access_log.new_salt();
        insert into access_log.subjects (organization_id, user_id, username, name, name_hash, salt, commitment)
          values (organization_id, user_id, username, name, name_hash, fresh_salt, sha256(fresh_salt || access_log.canonical(
            'subject/1', organization_id::text, user_id::text, username, name, encode(name_hash, 'hex'))))
          on conflict do nothing returning id into found_id;
        if found_id is not null then return found_id; end if;
      end loop;
    end
  $$;

-- The number of an address.
create function access_log.address_number(address inet) returns int
  language plpgsql volatile
  as $$
    #variable_conflict use_variable
    declare
      found_id int;
      fresh_salt bytea;
    begin
      loop
        select a.id into found_id from access_log.addresses a where a.address = address;
        if found_id is not null then return found_id; end if;
        fresh_salt := access_log.new_salt();
        insert into access_log.addresses (address, salt, commitment)
          values (address, fresh_salt, sha256(fresh_salt || access_log.canonical('address/1', host(address))))
          on conflict do nothing returning id into found_id;
        if found_id is not null then return found_id; end if;
      end loop;
    end
  $$;

-- The number of a browser.
create function access_log.browser_number(family text, version text, system text) returns int
  language plpgsql volatile
  as $$
    #variable_conflict use_variable
    declare
      found_id int;
      fresh_salt bytea;
    begin
      loop
        select b.id into found_id from access_log.browsers b
          where b.family = family and b.version = version and b.system = system;
        if found_id is not null then return found_id; end if;
        fresh_salt := access_log.new_salt();
        insert into access_log.browsers (family, version, system, salt, commitment)
          values (family, version, system, fresh_salt, sha256(fresh_salt || access_log.canonical('browser/1', family, version, system)))
          on conflict do nothing returning id into found_id;
        if found_id is not null then return found_id; end if;
      end loop;
    end
  $$;

-- Named function: adds one entry, in one statement; the door writes before any scope is known.
-- Every writer meets the dictionaries in the same order (people by id, then others, address, browser): two that bring the same new values
-- wait for each other one way only.
-- The hash of a name typed at the door is kept in the dictionary whoever has the name, and a person is looked for whether or not there is
-- one: the first try of a name costs the same in both cases (requirements D4).
create function access_log.record(
  at timestamptz, organization_id uuid, event smallint, reason smallint, channel smallint, session_number bigint,
  subject_organization_id uuid, subject_user_id uuid, subject_username text, subject_name text, subject_hash bytea,
  actor_organization_id uuid, actor_user_id uuid, actor_username text, actor_name text,
  address inet, browser_family text, browser_version text, browser_system text, locked_until timestamptz, kept boolean,
  -- How many facts the row stands for; null: one.
  count int,
  detail_key_id int, detail_salt bytea, detail text, detail_ciphertext bytea,
  object_id uuid default null,
  -- For whom the actor acts, as delegate.
  delegator_organization_id uuid default null, delegator_user_id uuid default null, delegator_username text default null,
  delegator_name text default null
) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    #variable_conflict use_variable
    declare
      nobody constant uuid := '00000000-0000-0000-0000-000000000000';
      subject_id int;
      hash_id int;
      actor_id int;
      on_behalf_of int;
      address_id int;
      browser_id int;
      detail_id int;
      actor_first boolean := coalesce(actor_user_id < subject_user_id, false);
    begin
      -- Before any value is looked up: whoever erases values that no row names waits until this row is there (0018_retention.sql).
      lock table only access_log.entries in row exclusive mode;
      if delegator_user_id is not null then
        perform access_log.subject_number(p.organization_id, p.user_id, p.username, p.name, null) from (
          select * from (values (subject_organization_id, subject_user_id, subject_username, subject_name),
            (actor_organization_id, actor_user_id, actor_username, actor_name),
            (delegator_organization_id, delegator_user_id, delegator_username, delegator_name)) v (organization_id, user_id, username, name)
          where v.user_id is not null order by v.user_id) p;
        on_behalf_of := access_log.subject_number(
          delegator_organization_id, delegator_user_id, delegator_username, delegator_name, null);
      end if;
      if actor_first then
        actor_id := access_log.subject_number(actor_organization_id, actor_user_id, actor_username, actor_name, null);
      end if;
      if subject_user_id is not null then
        subject_id := access_log.subject_number(subject_organization_id, subject_user_id, subject_username, subject_name, null);
      elsif subject_hash is not null then
        perform from access_log.subjects s
          where s.user_id = nobody and s.organization_id = nobody and s.username = '' and s.name = '';
      end if;
      if subject_hash is not null then
        hash_id := access_log.subject_number(nobody, null, null, null, subject_hash);
        subject_id := coalesce(subject_id, hash_id);
      end if;
      if actor_name is not null and not actor_first then
        actor_id := access_log.subject_number(
          coalesce(actor_organization_id, organization_id), actor_user_id, actor_username, actor_name, null);
      end if;
      if address is not null then address_id := access_log.address_number(address); end if;
      if browser_family is not null then
        browser_id := access_log.browser_number(browser_family, browser_version, browser_system);
      end if;
      if detail is not null then
        insert into access_log.details (organization_id, key_id, ciphertext, commitment)
          values (organization_id, detail_key_id, detail_ciphertext,
            sha256(detail_salt || access_log.canonical('detail/1', organization_id::text, detail)))
          returning id into detail_id;
      end if;
      insert into access_log.entries
          (at, organization_id, object_id, session_number, locked_until, subject_id, actor_id, on_behalf_of, address_id, browser_id,
            detail_id, event, reason, channel, kept, count)
        values (at, organization_id, object_id, session_number, locked_until, subject_id, actor_id, on_behalf_of, address_id, browser_id,
          detail_id, event, reason, channel, kept, count);
    end
  $$;

revoke all on function
  access_log.canonical(text[]), access_log.new_salt(), access_log.next_number(), access_log.refuse_change(),
  access_log.refuse_all_but_erasure(), access_log.transaction_offset(), access_log.transaction_number(),
  access_log.subject_number(uuid, uuid, text, text, bytea), access_log.address_number(inet), access_log.browser_number(text, text, text),
  access_log.record(
    timestamptz, uuid, smallint, smallint, smallint, bigint, uuid, uuid, text, text, bytea, uuid, uuid, text, text, inet, text, text, text,
    timestamptz, boolean, int, int, bytea, text, bytea, uuid, uuid, uuid, text, text)
  from public;
grant execute on function access_log.record(
  timestamptz, uuid, smallint, smallint, smallint, bigint, uuid, uuid, text, text, bytea, uuid, uuid, text, text, inet, text, text, text,
    timestamptz, boolean, int, int, bytea, text, bytea, uuid, uuid, uuid, text, text)
  to :"app";
