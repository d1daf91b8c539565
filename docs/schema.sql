-- The database after every migration, as its catalogue tells it. Made by `npm run generate`: to be read, not to be run.
-- Monthly partitions of the log are left out: a function makes them as time goes by.

-- ---- access_log ----

create schema access_log;
grant usage on schema access_log to varco_app;

create table access_log.addresses (
  id integer generated always as identity not null,
  address inet,
  salt bytea,
  commitment bytea not null,
  erased_at timestamp(3) with time zone,
  constraint addresses_pkey PRIMARY KEY (id),
  constraint addresses_address_key UNIQUE (address),
  constraint addresses_erased_check CHECK ((num_nonnulls(address, salt) =
CASE
    WHEN (erased_at IS NULL) THEN 2
    ELSE 0
END))
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.addresses FOR EACH ROW EXECUTE FUNCTION access_log.refuse_all_but_erasure();
alter table access_log.addresses enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.addresses FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.addresses enable always trigger refuse_truncate;
grant select (id, address, commitment) on access_log.addresses to varco_app;

create table access_log.browsers (
  id integer generated always as identity not null,
  family text collate "C",
  version text collate "C",
  system text collate "C",
  salt bytea,
  commitment bytea not null,
  erased_at timestamp(3) with time zone,
  constraint browsers_pkey PRIMARY KEY (id),
  constraint browsers_browser_key UNIQUE (family, version, system),
  constraint browsers_erased_check CHECK ((num_nonnulls(family, version, system, salt) =
CASE
    WHEN (erased_at IS NULL) THEN 4
    ELSE 0
END))
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.browsers FOR EACH ROW EXECUTE FUNCTION access_log.refuse_all_but_erasure();
alter table access_log.browsers enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.browsers FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.browsers enable always trigger refuse_truncate;
grant select (id, family, version, system, commitment) on access_log.browsers to varco_app;

create table access_log.details (
  id integer generated always as identity not null,
  organization_id uuid not null,
  key_id integer,
  ciphertext bytea,
  commitment bytea not null,
  erased_at timestamp(3) with time zone,
  constraint details_pkey PRIMARY KEY (id),
  constraint details_erased_check CHECK ((num_nonnulls(ciphertext, key_id) =
CASE
    WHEN (erased_at IS NULL) THEN 2
    ELSE 0
END))
);
alter table access_log.details enable row level security, force row level security;
create policy installation on access_log.details to varco_owner using (true);
create policy scope on access_log.details for select to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.details FOR EACH ROW EXECUTE FUNCTION access_log.refuse_all_but_erasure();
alter table access_log.details enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.details FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.details enable always trigger refuse_truncate;
grant select (id, organization_id, key_id, ciphertext, commitment, erased_at) on access_log.details to varco_app;

create table access_log.entries (
  at timestamp(3) with time zone not null,
  xid bigint default access_log.transaction_number() not null,
  organization_id uuid not null,
  object_id uuid,
  session_number bigint,
  locked_until timestamp(3) with time zone,
  subject_id integer,
  actor_id integer,
  on_behalf_of integer,
  address_id integer,
  browser_id integer,
  detail_id integer,
  count integer,
  n smallint default access_log.next_number() not null,
  event smallint not null,
  reason smallint,
  channel smallint not null,
  kept boolean default false not null,
  constraint entries_at_check CHECK (((at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (at < '2200-01-01 00:00:00+00'::timestamp with time zone)))
) partition by list (kept);
CREATE INDEX entries_by_actor ON ONLY access_log.entries USING btree (actor_id) WHERE (actor_id IS NOT NULL);
CREATE INDEX entries_by_address ON ONLY access_log.entries USING btree (address_id, at) WHERE (address_id IS NOT NULL);
CREATE INDEX entries_by_delegator ON ONLY access_log.entries USING btree (on_behalf_of) WHERE (on_behalf_of IS NOT NULL);
CREATE INDEX entries_by_object ON ONLY access_log.entries USING btree (object_id, at) WHERE (object_id IS NOT NULL);
CREATE INDEX entries_by_session ON ONLY access_log.entries USING btree (session_number) WHERE (session_number IS NOT NULL);
CREATE INDEX entries_by_subject ON ONLY access_log.entries USING btree (subject_id, at) WHERE (subject_id IS NOT NULL);
CREATE INDEX entries_by_transaction ON ONLY access_log.entries USING brin (xid) WITH (pages_per_range='16', autosummarize='on');
CREATE INDEX entries_newest ON ONLY access_log.entries USING btree (at);
CREATE INDEX entries_unusual ON ONLY access_log.entries USING btree (event, at) WHERE ((event <> 1) AND (event <> 3));
alter table access_log.entries enable row level security, force row level security;
create policy installation on access_log.entries to varco_owner using (true);
create policy scope on access_log.entries for select to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.entries FOR EACH ROW EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.entries enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.entries FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.entries enable always trigger refuse_truncate;
grant select on access_log.entries to varco_app;

create table access_log.entries_default (
  at timestamp(3) with time zone not null,
  xid bigint default access_log.transaction_number() not null,
  organization_id uuid not null,
  object_id uuid,
  session_number bigint,
  locked_until timestamp(3) with time zone,
  subject_id integer,
  actor_id integer,
  on_behalf_of integer,
  address_id integer,
  browser_id integer,
  detail_id integer,
  count integer,
  n smallint default access_log.next_number() not null,
  event smallint not null,
  reason smallint,
  channel smallint not null,
  kept boolean default false not null,
  constraint entries_at_check CHECK (((at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (at < '2200-01-01 00:00:00+00'::timestamp with time zone)))
) /* the default partition of access_log.entries_passing */;
CREATE INDEX entries_default_actor_id_idx ON access_log.entries_default USING btree (actor_id) WHERE (actor_id IS NOT NULL);
CREATE INDEX entries_default_address_id_at_idx ON access_log.entries_default USING btree (address_id, at) WHERE (address_id IS NOT NULL);
CREATE INDEX entries_default_at_idx ON access_log.entries_default USING btree (at);
CREATE INDEX entries_default_event_at_idx ON access_log.entries_default USING btree (event, at) WHERE ((event <> 1) AND (event <> 3));
CREATE INDEX entries_default_object_id_at_idx ON access_log.entries_default USING btree (object_id, at) WHERE (object_id IS NOT NULL);
CREATE INDEX entries_default_on_behalf_of_idx ON access_log.entries_default USING btree (on_behalf_of) WHERE (on_behalf_of IS NOT NULL);
CREATE INDEX entries_default_session_number_idx ON access_log.entries_default USING btree (session_number) WHERE (session_number IS NOT NULL);
CREATE INDEX entries_default_subject_id_at_idx ON access_log.entries_default USING btree (subject_id, at) WHERE (subject_id IS NOT NULL);
CREATE INDEX entries_default_xid_idx ON access_log.entries_default USING brin (xid) WITH (pages_per_range='16', autosummarize='on');
alter table access_log.entries_default enable row level security, force row level security;
create policy installation on access_log.entries_default to varco_owner using (true);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.entries_default FOR EACH ROW EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.entries_default enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.entries_default FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.entries_default enable always trigger refuse_truncate;

create table access_log.leftovers (
  month date not null,
  dictionary text not null,
  id integer not null,
  constraint leftovers_pkey PRIMARY KEY (month, dictionary, id),
  constraint leftovers_dictionary_check CHECK ((dictionary = ANY (ARRAY['subjects'::text, 'addresses'::text, 'browsers'::text, 'details'::text])))
);

create table access_log.organization_keys (
  organization_id uuid not null,
  id integer generated always as identity not null,
  wrapped bytea not null,
  made_at timestamp(3) with time zone default now() not null,
  constraint organization_keys_pkey PRIMARY KEY (organization_id, id)
);
alter table access_log.organization_keys enable row level security, force row level security;
create policy installation on access_log.organization_keys to varco_owner using (true);
create policy scope on access_log.organization_keys for select to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant select (organization_id, id, wrapped) on access_log.organization_keys to varco_app;

create table access_log.retention (
  number integer generated always as identity not null,
  days integer,
  days_before integer,
  chosen_at timestamp(3) with time zone not null,
  acts_from timestamp(3) with time zone not null,
  by_user_id uuid,
  by_operator text,
  reason text not null,
  constraint retention_pkey PRIMARY KEY (number),
  constraint retention_by_check CHECK ((num_nonnulls(by_user_id, by_operator) = 1)),
  constraint retention_days_check CHECK (((days >= 180) AND (days <= 36500))),
  constraint retention_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.retention FOR EACH ROW EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.retention enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.retention FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.retention enable always trigger refuse_truncate;
grant select on access_log.retention to varco_app;

create table access_log.seal_keys (
  from_size bigint not null,
  public_key bytea not null,
  since timestamp(3) with time zone not null,
  constraint seal_keys_pkey PRIMARY KEY (from_size, public_key),
  constraint seal_keys_length_check CHECK ((octet_length(public_key) = 32))
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.seal_keys FOR EACH ROW EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.seal_keys enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.seal_keys FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.seal_keys enable always trigger refuse_truncate;
grant select on access_log.seal_keys to varco_app;

create table access_log.sealer (
  only_row boolean default true not null,
  origin text default ('varco-log/'::text || gen_random_uuid()) not null,
  era smallint default 1 not null,
  size bigint default 0 not null,
  next_xid bigint default 0 not null,
  peaks bytea default '\x'::bytea not null,
  checkpoint text,
  checkpoint_size bigint,
  constraint sealer_pkey PRIMARY KEY (only_row),
  constraint sealer_only_row_check CHECK (only_row)
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.sealer FOR EACH ROW EXECUTE FUNCTION access_log.refuse_step_back();
alter table access_log.sealer enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.sealer FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.sealer enable always trigger refuse_truncate;
grant select on access_log.sealer to varco_app;

create table access_log.seals (
  number bigint not null,
  from_xid bigint not null,
  to_xid bigint not null,
  first_at timestamp(3) with time zone,
  last_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone not null,
  month date,
  rows integer not null,
  era smallint not null,
  kind smallint not null,
  of_table smallint not null,
  kept boolean,
  root bytea not null,
  note text,
  digests bytea not null,
  constraint seals_pkey PRIMARY KEY (number),
  constraint seals_kind_check CHECK (
CASE kind
    WHEN 1 THEN ((note IS NULL) AND (month IS NOT NULL) AND (kept IS NOT NULL) AND (rows > 0) AND (octet_length(digests) = (2 * rows)))
    WHEN 4 THEN ((note IS NOT NULL) AND (month IS NOT NULL) AND (NOT kept) AND (rows > 0) AND (octet_length(digests) = 0))
    ELSE ((note IS NOT NULL) AND (month IS NULL) AND (kept IS NULL) AND (rows = 0))
END),
  constraint seals_range_check CHECK ((from_xid <= to_xid)),
  constraint seals_root_check CHECK ((octet_length(root) = 32))
);
CREATE INDEX seals_by_month ON access_log.seals USING btree (month) INCLUDE (rows, first_at, last_at) WHERE ((kind = 1) AND (NOT kept));
CREATE INDEX seals_of_any_row ON access_log.seals USING btree (month) WHERE (kind = 1);
CREATE UNIQUE INDEX seals_purge ON access_log.seals USING btree (month) WHERE (kind = 4);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.seals FOR EACH ROW EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.seals enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.seals FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.seals enable always trigger refuse_truncate;
grant select on access_log.seals to varco_app;

create table access_log.subjects (
  id integer generated always as identity not null,
  organization_id uuid not null,
  user_id uuid,
  username text collate "C",
  name text collate "C",
  name_hash bytea,
  salt bytea,
  commitment bytea not null,
  erased_at timestamp(3) with time zone,
  constraint subjects_pkey PRIMARY KEY (id),
  constraint subjects_kind_check CHECK (
CASE
    WHEN (erased_at IS NOT NULL) THEN (num_nonnulls(username, name, name_hash, salt) = 0)
    WHEN (salt IS NULL) THEN false
    WHEN (user_id IS NOT NULL) THEN ((username IS NOT NULL) AND (name IS NOT NULL) AND (name_hash IS NULL))
    WHEN (name_hash IS NOT NULL) THEN ((username IS NULL) AND (name IS NULL))
    ELSE ((username IS NULL) AND (name IS NOT NULL))
END)
);
CREATE UNIQUE INDEX subjects_operator ON access_log.subjects USING btree (name, organization_id) WHERE ((user_id IS NULL) AND (name_hash IS NULL));
CREATE UNIQUE INDEX subjects_person ON access_log.subjects USING btree (user_id, organization_id, username, name) WHERE (user_id IS NOT NULL);
CREATE UNIQUE INDEX subjects_unknown ON access_log.subjects USING btree (name_hash, organization_id) WHERE (name_hash IS NOT NULL);
alter table access_log.subjects enable row level security, force row level security;
create policy installation on access_log.subjects to varco_owner using (true);
create policy scope on access_log.subjects for select to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON access_log.subjects FOR EACH ROW EXECUTE FUNCTION access_log.refuse_all_but_erasure();
alter table access_log.subjects enable always trigger refuse_change;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_log.subjects FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_change();
alter table access_log.subjects enable always trigger refuse_truncate;
grant select (id, organization_id, user_id, username, name, name_hash, commitment) on access_log.subjects to varco_app;

CREATE OR REPLACE FUNCTION access_log.add_organization_key(organization_id uuid, wrapped bytea)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_variable
    declare
      made int;
    begin
      if (organization_id = any (varco.visible_organizations())) is not true then
        raise exception 'the organization is not in the scope' using errcode = '42501';
      end if;
      insert into access_log.organization_keys (organization_id, wrapped) values (organization_id, wrapped) returning id into made;
      return made;
    end
  $function$;
grant execute on function access_log.add_organization_key(uuid,bytea) to varco_app;

CREATE OR REPLACE FUNCTION access_log.add_seal(number bigint, kind smallint, of_table smallint, month date, kept boolean, from_xid bigint, to_xid bigint, rows integer, root bytea, first_at timestamp with time zone, last_at timestamp with time zone, closed_at timestamp with time zone, note text, digests bytea, peaks bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_variable
    declare
      next_era smallint;
    begin
      -- The application closes rows and says nothing else: what begins an era or purges a month is the owner's.
      if kind <> 1 and not pg_has_role(session_user, current_user, 'member') then
        raise exception 'only the owner adds a seal that closes no rows' using errcode = '42501';
      end if;
      update access_log.sealer s
        set size = number + 1, next_xid = to_xid, peaks = peaks, era = s.era + case when kind in (2, 3) then 1 else 0 end
        where s.size = number and (s.next_xid = from_xid
          or exists (select from access_log.seals l where l.number = number - 1 and l.from_xid = from_xid and l.to_xid = to_xid))
        returning s.era into next_era;
      if next_era is null then
        raise exception 'a seal must follow the one before it' using errcode = 'VA002';
      end if;
      insert into access_log.seals
          (number, era, kind, of_table, month, kept, from_xid, to_xid, rows, root, first_at, last_at, closed_at, note, digests)
        values
          (number, next_era, kind, of_table, month, kept, from_xid, to_xid, rows, root, first_at, last_at, closed_at, note, digests);
    end
  $function$;
grant execute on function access_log.add_seal(bigint,smallint,smallint,date,boolean,bigint,bigint,integer,bytea,timestamp with time zone,timestamp with time zone,timestamp with time zone,text,bytea,bytea) to varco_app;

CREATE OR REPLACE FUNCTION access_log.address_number(address inet)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
  $function$;

CREATE OR REPLACE FUNCTION access_log.browser_number(family text, version text, system text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
  $function$;

CREATE OR REPLACE FUNCTION access_log.canonical(VARIADIC fields text[])
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select string_agg(
      case when f.field is null then '\x00'::bytea
        else '\x01'::bytea || int4send(octet_length(convert_to(f.field, 'UTF8'))) || convert_to(f.field, 'UTF8') end,
      ''::bytea order by f.place)
    from unnest(fields) with ordinality as f (field, place)
  $function$;

CREATE OR REPLACE FUNCTION access_log.choose_retention(days integer, chosen_at timestamp with time zone, by_user_id uuid, by_operator text, reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_variable
    declare
      days_before int;
      is_shorter boolean;
    begin
      lock table access_log.retention in share row exclusive mode;
      days_before := access_log.retention_days(least(chosen_at, clock_timestamp()));
      is_shorter := days is not null and (days_before is null or days < days_before);
      insert into access_log.retention (days, days_before, chosen_at, acts_from, by_user_id, by_operator, reason)
        values (days, days_before, chosen_at,
          case when is_shorter then greatest(chosen_at, clock_timestamp()) + interval '7 days' else least(chosen_at, clock_timestamp()) end,
          by_user_id, by_operator, reason);
    end
  $function$;
grant execute on function access_log.choose_retention(integer,timestamp with time zone,uuid,text,text) to varco_app;

CREATE OR REPLACE FUNCTION access_log.count_transactions_from(first bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
    declare
      lift bigint := greatest(access_log.transaction_offset(), first - pg_snapshot_xmin(pg_current_snapshot())::text::bigint);
    begin
      execute format(
        'create or replace function access_log.transaction_offset() returns bigint language sql immutable as %L', format('select %s::bigint', lift));
      return lift;
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.drop_month(month date, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
 SET "TimeZone" TO 'UTC'
AS $function$
    #variable_conflict use_variable
    declare
      hindrance text;
      partition text := format('access_log.%I', format('entries_%s', to_char(month, 'YYYY_MM')));
      is_told boolean;
    begin
      lock table access_log.entries_passing in access exclusive mode;
      hindrance := access_log.purge_hindrance(month, at);
      if hindrance is not null then raise exception '%', hindrance using errcode = 'VA004'; end if;
      execute format(
        $q$select exists (
          select from access_log.seals p, access_log.sealer s, (select count(*) as rows, min(e.at) as first_at, max(e.at) as last_at from %s e) m
          where p.number = s.size - 1 and p.kind = 4 and p.month = $1 and (p.rows, p.first_at, p.last_at) = (m.rows, m.first_at, m.last_at))$q$,
        partition) into is_told using month;
      if not is_told then raise exception 'no seal tells of the purge of %', month using errcode = 'VA004'; end if;
      execute format('drop table %s', partition);
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.erase(dictionary text, ids integer[], at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_variable
    declare
      erased int;
      fields text := case dictionary
        when 'subjects' then 'username = null, name = null, name_hash = null, salt = null'
        when 'addresses' then 'address = null, salt = null'
        when 'browsers' then 'family = null, version = null, system = null, salt = null'
        when 'details' then 'ciphertext = null, key_id = null' end;
    begin
      if fields is null then raise exception '"%" is no dictionary of the log', dictionary; end if;
      execute format('update access_log.%I set %s, erased_at = $2 where id = any ($1) and erased_at is null', dictionary, fields)
        using ids, at;
      get diagnostics erased = row_count;
      return erased;
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.erase_unnamed(dictionary text, ids integer[], below bigint, at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_variable
    declare
      left_over int[];
    begin
      lock table only access_log.entries in share mode;
      left_over := array(
        select i from unnest(ids) i except (
          select v.id from access_log.entries e, lateral (values
            ('subjects', e.subject_id), ('subjects', e.actor_id), ('subjects', e.on_behalf_of), ('addresses', e.address_id),
            ('browsers', e.browser_id), ('details', e.detail_id)) v (dictionary, id)
          where e.xid >= below and v.dictionary = dictionary));
      left_over := case dictionary
        when 'subjects' then array(select s.id from access_log.subjects s where s.id = any (left_over) and s.commitment = sha256(
          s.salt || access_log.canonical('subject/1', s.organization_id::text, s.user_id::text, s.username, s.name, encode(s.name_hash, 'hex'))))
        when 'addresses' then array(select a.id from access_log.addresses a where a.id = any (left_over) and a.commitment = sha256(
          a.salt || access_log.canonical('address/1', host(a.address))))
        when 'browsers' then array(select b.id from access_log.browsers b where b.id = any (left_over) and b.commitment = sha256(
          b.salt || access_log.canonical('browser/1', b.family, b.version, b.system)))
        else left_over end;
      return access_log.erase(dictionary, left_over, at);
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.final_below()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + access_log.transaction_offset() $function$;
grant execute on function access_log.final_below() to varco_app;

CREATE OR REPLACE FUNCTION access_log.guard(guarded regclass, against text DEFAULT 'refuse_change'::text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
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
  $function$;

CREATE OR REPLACE FUNCTION access_log.guard_partition(partition regclass)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
    begin
      perform access_log.guard(partition);
      execute format('alter table %s enable row level security', partition);
      execute format('alter table %s force row level security', partition);
      execute format('create policy installation on %s to %I using (true)', partition, current_user);
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.keep_checkpoint(size bigint, checkpoint text, public_key bytea, since timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_variable
    begin
      if public_key is distinct from (select k.public_key from access_log.seal_keys k order by k.from_size desc, k.since desc limit 1) then
        insert into access_log.seal_keys (from_size, public_key, since) values (size, public_key, since) on conflict do nothing;
      end if;
      update access_log.sealer s set checkpoint = checkpoint, checkpoint_size = size where s.size = size;
      if not found then raise exception 'a checkpoint speaks of the whole tree' using errcode = 'VA002'; end if;
    end
  $function$;
grant execute on function access_log.keep_checkpoint(bigint,text,bytea,timestamp with time zone) to varco_app;

CREATE OR REPLACE FUNCTION access_log.make_partition(month timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
 SET "TimeZone" TO 'UTC'
AS $function$
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
  $function$;

CREATE OR REPLACE FUNCTION access_log.make_partitions(first timestamp with time zone, months_ahead integer)
 RETURNS SETOF text
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
 SET "TimeZone" TO 'UTC'
AS $function$
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
  $function$;

CREATE OR REPLACE FUNCTION access_log.new_salt()
 RETURNS bytea
 LANGUAGE sql
AS $function$ select uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) $function$;

CREATE OR REPLACE FUNCTION access_log.next_number()
 RETURNS smallint
 LANGUAGE plpgsql
AS $function$
    begin
      return set_config(
        'varco.log_number', (coalesce(nullif(current_setting('varco.log_number', true), '')::int, 0) + 1)::text, true)::smallint;
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.note_leftovers(month date)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
 SET "TimeZone" TO 'UTC'
AS $function$
    begin
      execute format(
        $q$insert into access_log.leftovers (month, dictionary, id)
          select distinct $1, v.dictionary, v.id from access_log.%I e, lateral (values
            ('subjects', e.subject_id), ('subjects', e.actor_id), ('subjects', e.on_behalf_of), ('addresses', e.address_id),
            ('browsers', e.browser_id), ('details', e.detail_id)) v (dictionary, id)
          where v.id is not null on conflict do nothing$q$,
        format('entries_%s', to_char(month, 'YYYY_MM'))) using month;
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.purge_hindrance(month date, at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
 SET "TimeZone" TO 'UTC'
AS $function$
    #variable_conflict use_variable
    declare
      now_at_most timestamptz := least(at, clock_timestamp());
      days int := access_log.retention_days(now_at_most);
      month_end date := (month + interval '1 month')::date;
      partition regclass := to_regclass(format('access_log.%I', format('entries_%s', to_char(month, 'YYYY_MM'))));
      place access_log.sealer;
      newest timestamptz;
      there bigint;
      unsealed bigint;
      sealed bigint;
      span interval;
      lived int;
    begin
      if days is null then return 'kept-for-ever'; end if;
      if month <> date_trunc('month', month) or access_log.purgeable_from(month, days) > now_at_most then return 'too-young'; end if;
      if partition is null or not exists (
        select from pg_inherits i where i.inhrelid = partition and i.inhparent = 'access_log.entries_passing'::regclass
      ) then return 'not-there'; end if;
      select * into place from access_log.sealer;
      if place.checkpoint_size is distinct from place.size then return 'unsigned'; end if;
      -- A clock that ran ahead: nothing was sealed for long before what it calls now.
      select max(l.last_at) into newest
        from (select s.last_at from access_log.seals s where s.kind = 1 order by s.number desc limit 100) l;
      if newest is null or newest < now_at_most - interval '35 days' then return 'asleep'; end if;
      -- Or it ran ahead and people went on: years of which the log has seen no month do not make its rows older.
      span := age(month_end::timestamp + make_interval(days => days), month_end::timestamp);
      select count(*) into lived from generate_series(month_end::timestamp, now_at_most::timestamp, interval '1 month') later (month)
        where exists (select from access_log.seals s where s.kind = 1 and s.month = later.month::date);
      if lived <= extract(year from span) * 12 + extract(month from span) then return 'not-lived'; end if;
      if exists (select from access_log.entries_default e where e.at >= month and e.at < month_end) then return 'astray'; end if;
      execute format('select count(*), count(*) filter (where xid >= $1) from %s', partition) into there, unsealed using place.next_xid;
      if unsealed > 0 then return 'unsealed'; end if;
      select sum(s.rows) into sealed from access_log.seals s where s.kind = 1 and not s.kept and s.month = month;
      if there is distinct from sealed then return 'rows-differ'; end if;
      return null;
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.purgeable_from(month date, days integer)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
 SET "TimeZone" TO 'UTC'
AS $function$ select (month + interval '1 month')::timestamptz + greatest(days, 180) * interval '24 hours' $function$;

CREATE OR REPLACE FUNCTION access_log.record(at timestamp with time zone, organization_id uuid, event smallint, reason smallint, channel smallint, session_number bigint, subject_organization_id uuid, subject_user_id uuid, subject_username text, subject_name text, subject_hash bytea, actor_organization_id uuid, actor_user_id uuid, actor_username text, actor_name text, address inet, browser_family text, browser_version text, browser_system text, locked_until timestamp with time zone, kept boolean, count integer, detail_key_id integer, detail_salt bytea, detail text, detail_ciphertext bytea, object_id uuid DEFAULT NULL::uuid, delegator_organization_id uuid DEFAULT NULL::uuid, delegator_user_id uuid DEFAULT NULL::uuid, delegator_username text DEFAULT NULL::text, delegator_name text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
  $function$;
grant execute on function access_log.record(timestamp with time zone,uuid,smallint,smallint,smallint,bigint,uuid,uuid,text,text,bytea,uuid,uuid,text,text,inet,text,text,text,timestamp with time zone,boolean,integer,integer,bytea,text,bytea,uuid,uuid,uuid,text,text) to varco_app;

CREATE OR REPLACE FUNCTION access_log.refuse_all_but_erasure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
  $function$;

CREATE OR REPLACE FUNCTION access_log.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      raise exception '% on %.% is refused: the access log is only added to', tg_op, tg_table_schema, tg_table_name using errcode = 'VA001';
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.refuse_step_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if tg_op = 'UPDATE' then
        if new.size >= old.size and new.next_xid >= old.next_xid and new.era >= old.era and new.origin = old.origin then return new; end if;
      elsif tg_op = 'DELETE' then
        if old.size = 0 then return old; end if;
      end if;
      raise exception '% on %.% is refused: the sealer only goes forward', tg_op, tg_table_schema, tg_table_name using errcode = 'VA001';
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.retention_days(at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
    declare
      last access_log.retention;
    begin
      select * into last from access_log.retention r order by r.number desc limit 1;
      if not found then return 730; end if;
      return case when last.acts_from <= at then last.days else last.days_before end;
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.rows_to_seal(from_xid bigint, to_xid bigint, at_most integer)
 RETURNS TABLE(at timestamp with time zone, xid bigint, n smallint, kept boolean, organization_id uuid, event smallint, channel smallint, session_number bigint, locked_until timestamp with time zone, reason smallint, count integer, object_id uuid, subject bytea, actor bytea, on_behalf_of bytea, address bytea, browser bytea, detail bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_seqscan TO 'off'
AS $function$
    select e.at, e.xid, e.n, e.kept, e.organization_id, e.event, e.channel, e.session_number, e.locked_until, e.reason, e.count, e.object_id,
      (select s.commitment from access_log.subjects s where s.id = e.subject_id),
      (select s.commitment from access_log.subjects s where s.id = e.actor_id),
      (select s.commitment from access_log.subjects s where s.id = e.on_behalf_of),
      (select a.commitment from access_log.addresses a where a.id = e.address_id),
      (select b.commitment from access_log.browsers b where b.id = e.browser_id),
      (select d.commitment from access_log.details d where d.id = e.detail_id)
    from (
      select * from access_log.entries x where x.xid >= $1 and x.xid < $2 order by x.xid fetch first $3 rows with ties
    ) e
    order by e.xid, e.n
  $function$;
grant execute on function access_log.rows_to_seal(bigint,bigint,integer) to varco_app;

CREATE OR REPLACE FUNCTION access_log.seal_state()
 RETURNS TABLE(unsealed_rows integer, oldest_unsealed_at timestamp with time zone, last_seal_at timestamp with time zone, size bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select unsealed.rows, unsealed.oldest,
      (select l.closed_at from access_log.seals l order by l.number desc limit 1), s.size
    from access_log.sealer s,
      lateral (select count(*)::int as rows, min(u.at) as oldest
        from (select e.at from access_log.entries e where e.xid >= s.next_xid limit 10000) u) unsealed
  $function$;
grant execute on function access_log.seal_state() to varco_app;

CREATE OR REPLACE FUNCTION access_log.subject_number(organization_id uuid, user_id uuid, username text, name text, name_hash bytea)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
  $function$;

CREATE OR REPLACE FUNCTION access_log.transaction_number()
 RETURNS bigint
 LANGUAGE sql
AS $function$ select pg_current_xact_id()::text::bigint + access_log.transaction_offset() $function$;

CREATE OR REPLACE FUNCTION access_log.transaction_offset()
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$ select 0::bigint $function$;
grant execute on function access_log.transaction_offset() to varco_app;

CREATE OR REPLACE FUNCTION access_log.unnamed(dictionary text, ids integer[])
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_variable
    begin
      return case dictionary
        when 'subjects' then array(select i from unnest(ids) i
          where not exists (select from access_log.entries e where e.subject_id = i)
            and not exists (select from access_log.entries e where e.actor_id = i)
            and not exists (select from access_log.entries e where e.on_behalf_of = i))
        when 'addresses' then array(select i from unnest(ids) i where not exists (select from access_log.entries e where e.address_id = i))
        when 'browsers' then array(select i from unnest(ids) i where not exists (select from access_log.entries e where e.browser_id = i))
        when 'details' then ids end;
    end
  $function$;

CREATE OR REPLACE FUNCTION access_log.wrap_organization_key(organization_id uuid, id integer, was bytea, wrapped bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_variable
    begin
      update access_log.organization_keys k set wrapped = wrapped
        where k.organization_id = organization_id and k.id = id and k.wrapped = was
          and organization_id = any (varco.visible_organizations());
    end
  $function$;
grant execute on function access_log.wrap_organization_key(uuid,integer,bytea,bytea) to varco_app;

-- ---- application_settings ----

create schema application_settings;
grant usage on schema application_settings to varco_app;

create table application_settings.common (
  organization_id uuid not null,
  application_id uuid not null,
  given jsonb not null,
  version integer default 1 not null,
  constraint common_pkey PRIMARY KEY (organization_id, application_id),
  constraint common_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications.applications(id) ON DELETE CASCADE,
  constraint common_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id)
);
CREATE INDEX common_by_application ON application_settings.common USING btree (application_id);
alter table application_settings.common enable row level security, force row level security;
create policy installation on application_settings.common to varco_owner using (true);
create policy scope on application_settings.common to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on application_settings.common to varco_app;
grant update (given, version) on application_settings.common to varco_app;

create table application_settings.own (
  organization_id uuid not null,
  user_id uuid not null,
  application_id uuid not null,
  given jsonb not null,
  version integer default 1 not null,
  constraint own_pkey PRIMARY KEY (organization_id, application_id, user_id),
  constraint own_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications.applications(id) ON DELETE CASCADE,
  constraint own_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.enablements(organization_id, user_id)
);
CREATE INDEX own_by_application ON application_settings.own USING btree (application_id);
CREATE INDEX own_by_user ON application_settings.own USING btree (organization_id, user_id);
alter table application_settings.own enable row level security, force row level security;
create policy installation on application_settings.own to varco_owner using (true);
create policy scope on application_settings.own to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on application_settings.own to varco_app;
grant update (given, version) on application_settings.own to varco_app;

create table application_settings.schemas (
  organization_id uuid not null,
  application_id uuid not null,
  settings json not null,
  registered_at timestamp(3) with time zone not null,
  constraint schemas_pkey PRIMARY KEY (organization_id, application_id),
  constraint schemas_organization_id_application_id_fkey FOREIGN KEY (organization_id, application_id) REFERENCES applications.applications(organization_id, id) ON DELETE CASCADE
);
alter table application_settings.schemas enable row level security, force row level security;
create policy installation on application_settings.schemas to varco_owner using (true);
create policy scope on application_settings.schemas to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on application_settings.schemas to varco_app;
grant update (settings, registered_at) on application_settings.schemas to varco_app;

CREATE OR REPLACE FUNCTION application_settings.forget_everywhere(whom uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    delete from application_settings.own o using identity.users u, identity.enablements e
    where u.id = forget_everywhere.whom and u.organization_id = any (varco.visible_organizations())
      and e.home_id = u.organization_id and e.user_id = u.id and o.organization_id = e.organization_id and o.user_id = e.user_id
  $function$;
grant execute on function application_settings.forget_everywhere(uuid) to varco_app;

-- ---- applications ----

create schema applications;
grant usage on schema applications to varco_app;

create table applications.actions (
  organization_id uuid not null,
  function_id uuid not null,
  name text collate "C" not null,
  place integer not null,
  label text,
  label_en text,
  levels text[] collate "C" not null,
  proposed text collate "C" not null,
  licence text collate "C" default 'base'::text not null,
  constraint actions_pkey PRIMARY KEY (organization_id, function_id, name),
  constraint actions_organization_id_function_id_fkey FOREIGN KEY (organization_id, function_id) REFERENCES applications.functions(organization_id, id) ON DELETE CASCADE,
  constraint actions_label_check CHECK (((char_length(label) >= 1) AND (char_length(label) <= 100))),
  constraint actions_label_en_check CHECK (((char_length(label_en) >= 1) AND (char_length(label_en) <= 100))),
  constraint actions_levels_check CHECK (((levels <@ ARRAY['department'::text, 'organization'::text, 'all'::text]) AND ((cardinality(levels) >= 1) AND (cardinality(levels) <= 3)))),
  constraint actions_licence_check CHECK ((licence = ANY (ARRAY['base'::text, 'collaboration'::text, 'professional'::text]))),
  constraint actions_name_check CHECK ((name ~ '^[a-z][a-z0-9_-]{0,39}$'::text)),
  constraint actions_proposed_check CHECK ((proposed = ANY (levels)))
);
alter table applications.actions enable row level security, force row level security;
create policy installation on applications.actions to varco_owner using (true);
create policy scope on applications.actions to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on applications.actions to varco_app;

create table applications.applications (
  organization_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  name text not null,
  name_en text,
  description text default ''::text not null,
  active boolean default true not null,
  is_told_why boolean default false not null,
  may_search boolean default false not null,
  built_in boolean default false not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint applications_pkey PRIMARY KEY (organization_id, id),
  constraint applications_code_key UNIQUE (organization_id, code),
  constraint applications_id_key UNIQUE (id),
  constraint applications_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,29}$'::text)),
  constraint applications_description_check CHECK ((char_length(description) <= 500)),
  constraint applications_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint applications_name_en_check CHECK (((char_length(name_en) >= 1) AND (char_length(name_en) <= 100)))
);
alter table applications.applications enable row level security, force row level security;
create policy installation on applications.applications to varco_owner using (true);
create policy scope on applications.applications to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on applications.applications to varco_app;
grant update (name, name_en, description, active, is_told_why, may_search, version) on applications.applications to varco_app;

create table applications.functions (
  organization_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  name text collate "C" not null,
  place integer not null,
  label text not null,
  label_en text,
  constraint functions_pkey PRIMARY KEY (organization_id, id),
  constraint functions_name_key UNIQUE (organization_id, name),
  constraint functions_organization_id_application_id_fkey FOREIGN KEY (organization_id, application_id) REFERENCES applications.applications(organization_id, id) ON DELETE CASCADE,
  constraint functions_label_check CHECK (((char_length(label) >= 1) AND (char_length(label) <= 100))),
  constraint functions_label_en_check CHECK (((char_length(label_en) >= 1) AND (char_length(label_en) <= 100))),
  constraint functions_name_check CHECK ((name ~ '^[a-z][a-z0-9-]{1,29}/[a-z][a-z0-9_-]{0,49}$'::text))
);
CREATE INDEX functions_by_application ON applications.functions USING btree (organization_id, application_id, place);
alter table applications.functions enable row level security, force row level security;
create policy installation on applications.functions to varco_owner using (true);
create policy scope on applications.functions to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on applications.functions to varco_app;

create table applications.secrets (
  organization_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  token_hash bytea not null,
  created_at timestamp(3) with time zone not null,
  last_used_on date,
  constraint secrets_pkey PRIMARY KEY (organization_id, id),
  constraint secrets_token_key UNIQUE (token_hash),
  constraint secrets_organization_id_application_id_fkey FOREIGN KEY (organization_id, application_id) REFERENCES applications.applications(organization_id, id) ON DELETE CASCADE,
  constraint secrets_token_hash_check CHECK ((octet_length(token_hash) = 32))
);
CREATE INDEX secrets_by_application ON applications.secrets USING btree (organization_id, application_id, created_at);
alter table applications.secrets enable row level security, force row level security;
create policy installation on applications.secrets to varco_owner using (true);
create policy scope on applications.secrets to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert on applications.secrets to varco_app;
grant select (organization_id, id, application_id, created_at, last_used_on) on applications.secrets to varco_app;

create table applications.served (
  organization_id uuid not null,
  application_id uuid not null,
  served_id uuid not null,
  constraint served_pkey PRIMARY KEY (organization_id, application_id, served_id),
  constraint served_organization_id_application_id_fkey FOREIGN KEY (organization_id, application_id) REFERENCES applications.applications(organization_id, id) ON DELETE CASCADE,
  constraint served_served_id_fkey FOREIGN KEY (served_id) REFERENCES identity.organizations(id)
);
CREATE INDEX served_by_organization ON applications.served USING btree (served_id, application_id);
alter table applications.served enable row level security, force row level security;
create policy installation on applications.served to varco_owner using (true);
create policy scope on applications.served to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on applications.served to varco_app;

CREATE OR REPLACE FUNCTION applications.find(token_hash bytea)
 RETURNS TABLE(id uuid, code text, secret_id uuid, last_used_on date, is_told_why boolean, may_search boolean, built_in boolean, active boolean, organizations uuid[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'applications'
AS $function$
    select a.id, a.code, s.id, s.last_used_on, a.is_told_why, a.may_search, a.built_in, a.active,
      case when a.built_in then array(select o.id from identity.organizations o order by o.id)
        else array(select v.served_id from applications.served v
          where v.organization_id = a.organization_id and v.application_id = a.id order by v.served_id) end
    from applications.secrets s
    join applications.applications a on a.organization_id = s.organization_id and a.id = s.application_id
    where s.token_hash = find.token_hash and (a.active or a.built_in)
  $function$;
grant execute on function applications.find(bytea) to varco_app;

CREATE OR REPLACE FUNCTION applications.registered(organization uuid)
 RETURNS TABLE(application_id uuid, code text, application_name text, application_name_en text, active boolean, function text, label text, label_en text, actions json)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'applications'
AS $function$
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
  $function$;
grant execute on function applications.registered(uuid) to varco_app;

CREATE OR REPLACE FUNCTION applications.used(secret uuid, day date)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'applications'
AS $function$ update applications.secrets set last_used_on = used.day where id = used.secret and last_used_on is distinct from used.day $function$;
grant execute on function applications.used(uuid,date) to varco_app;

-- ---- assistance ----

create schema assistance;
grant usage on schema assistance to varco_app;

create table assistance.requests (
  organization_id uuid not null,
  id uuid not null,
  acting_id uuid not null,
  acting_unit_id uuid,
  reference_id uuid not null,
  reference_unit_id uuid,
  need text not null,
  starts_on date not null,
  ends_on date not null,
  asked_at timestamp(3) with time zone not null,
  decided_at timestamp(3) with time zone,
  decided_by uuid,
  granted boolean,
  answer text default ''::text not null,
  ended_at timestamp(3) with time zone,
  ended_by uuid,
  version integer default 1 not null,
  constraint requests_pkey PRIMARY KEY (organization_id, id),
  constraint requests_acting_fkey FOREIGN KEY (organization_id, acting_id) REFERENCES identity.enablements(organization_id, user_id),
  constraint requests_acting_unit_fkey FOREIGN KEY (organization_id, acting_unit_id) REFERENCES structure.units(organization_id, id),
  constraint requests_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint requests_reference_fkey FOREIGN KEY (organization_id, reference_id) REFERENCES identity.enablements(organization_id, user_id),
  constraint requests_reference_unit_fkey FOREIGN KEY (organization_id, reference_unit_id) REFERENCES structure.units(organization_id, id),
  constraint requests_days_check CHECK (((ends_on >= starts_on) AND (ends_on <= (starts_on + 6)))),
  constraint requests_decided_check CHECK (((decided_at IS NULL) = (granted IS NULL))),
  constraint requests_ended_check CHECK (((ended_at IS NOT NULL) OR (ended_by IS NULL))),
  constraint requests_need_check CHECK ((((char_length(need) >= 1) AND (char_length(need) <= 500)) OR (need = ''::text))),
  constraint requests_units_check CHECK (((acting_unit_id IS NULL) = (reference_unit_id IS NULL)))
);
CREATE INDEX requests_by_acting ON assistance.requests USING btree (organization_id, acting_id);
CREATE INDEX requests_by_acting_unit ON assistance.requests USING btree (organization_id, acting_unit_id) WHERE (acting_unit_id IS NOT NULL);
CREATE INDEX requests_by_decider ON assistance.requests USING btree (organization_id, decided_by) WHERE (decided_by IS NOT NULL);
CREATE INDEX requests_by_owner ON assistance.requests USING btree (organization_id, reference_unit_id, asked_at, id);
CREATE INDEX requests_by_reference ON assistance.requests USING btree (organization_id, reference_id);
CREATE INDEX requests_granted ON assistance.requests USING btree (ends_on, id) WHERE (granted AND (ended_at IS NULL));
CREATE INDEX requests_newest ON assistance.requests USING btree (organization_id, asked_at, id);
CREATE INDEX requests_not_over ON assistance.requests USING btree (organization_id, ends_on) WHERE ((granted IS DISTINCT FROM false) AND (ended_at IS NULL));
alter table assistance.requests enable row level security, force row level security;
create policy installation on assistance.requests to varco_owner using (true);
create policy scope on assistance.requests to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on assistance.requests to varco_app;
grant update (reference_id, reference_unit_id, need, starts_on, ends_on, decided_at, decided_by, granted, answer, ended_at, ended_by, version) on assistance.requests to varco_app;

create table assistance.rules (
  organization_id uuid not null,
  forbidden boolean not null,
  constraint rules_pkey PRIMARY KEY (organization_id),
  constraint rules_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id)
);
alter table assistance.rules enable row level security, force row level security;
create policy installation on assistance.rules to varco_owner using (true);
create policy scope on assistance.rules to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on assistance.rules to varco_app;
grant update (forbidden) on assistance.rules to varco_app;

create table assistance.visits (
  organization_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  home_id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  session_number bigint not null,
  purpose text not null,
  entered_at timestamp(3) with time zone not null,
  left_at timestamp(3) with time zone,
  constraint visits_pkey PRIMARY KEY (organization_id, id),
  constraint visits_home_fkey FOREIGN KEY (home_id, user_id) REFERENCES identity.users(organization_id, id),
  constraint visits_request_fkey FOREIGN KEY (organization_id, request_id) REFERENCES assistance.requests(organization_id, id),
  constraint visits_user_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.enablements(organization_id, user_id)
);
CREATE INDEX visits_by_request ON assistance.visits USING btree (organization_id, request_id, entered_at);
CREATE INDEX visits_by_user ON assistance.visits USING btree (home_id, user_id);
alter table assistance.visits enable row level security, force row level security;
create policy installation on assistance.visits to varco_owner using (true);
create policy scope on assistance.visits to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on assistance.visits to varco_app;
grant update (left_at) on assistance.visits to varco_app;

CREATE OR REPLACE FUNCTION assistance.forget_needs(whom uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    update assistance.requests r set answer = '', need = case when e.user_id in (r.acting_id, r.reference_id) then '' else r.need end
    from identity.users u, identity.enablements e
    where u.id = forget_needs.whom and u.organization_id = any (varco.visible_organizations())
      and e.home_id = u.organization_id and e.user_id = u.id and r.organization_id = e.organization_id
      and (r.acting_id = e.user_id or r.reference_id = e.user_id or r.decided_by = e.user_id)
  $function$;
grant execute on function assistance.forget_needs(uuid) to varco_app;

CREATE OR REPLACE FUNCTION assistance.granted(user_id uuid, day date, after_day date, after_id uuid, at_most integer, only_id uuid, only_open boolean)
 RETURNS TABLE(organization_id uuid, organization text, id uuid, need text, starts_on date, ends_on date, reference_id uuid, reference text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select r.organization_id, o.name, r.id, r.need, r.starts_on, r.ends_on, r.reference_id, trim(p.family_name || ' ' || p.given_name)
    from assistance.requests r
    join identity.organizations o on o.id = r.organization_id and o.active
    join identity.users u on u.id = r.reference_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where r.granted and r.ended_at is null and r.ends_on >= granted.day
      and (r.ends_on, r.id) > (granted.after_day, granted.after_id)
      and (granted.only_id is null or r.id = granted.only_id)
      and (not granted.only_open or r.starts_on <= granted.day)
      and not exists (select from assistance.rules f where f.organization_id = r.organization_id and f.forbidden)
      -- Only for who administers the installation, where he is at home; his own organization needs nobody to let him in.
      and exists (
        select from "authorization".administrators a
        where a.user_id = granted.user_id and a.of_installation and a.organization_id = any (varco.visible_organizations())
          and a.organization_id <> r.organization_id
      )
    order by r.ends_on, r.id limit granted.at_most
  $function$;
grant execute on function assistance.granted(uuid,date,date,uuid,integer,uuid,boolean) to varco_app;

CREATE OR REPLACE FUNCTION assistance.sessions_ended(organization_id uuid, requests uuid[])
 RETURNS TABLE(visit_id uuid, ended_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select v.id, s.ended_at from assistance.visits v
    join sessions.sessions s on s.organization_id = v.home_id and s.id = v.session_id and s.ended_at is not null
    where v.organization_id = $1 and v.request_id = any ($2) and v.left_at is null and v.organization_id = any (varco.visible_organizations())
  $function$;
grant execute on function assistance.sessions_ended(uuid,uuid[]) to varco_app;

CREATE OR REPLACE FUNCTION assistance.visit(home_id uuid, session_id uuid)
 RETURNS TABLE(organization_id uuid, organization text, time_zone text, login_id text, id uuid, request_id uuid, starts_on date, ends_on date, reference_id uuid, reference text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select v.organization_id, o.name, o.time_zone, case when exists (select from identity.organizations one where one.id <> o.id) then o.login_id end,
      v.id, r.id, r.starts_on, r.ends_on, r.reference_id, trim(p.family_name || ' ' || p.given_name)
    from sessions.sessions s
    join assistance.visits v on v.organization_id = s.assistance_organization_id and v.id = s.visit_id and v.left_at is null
      and v.home_id = s.organization_id and v.user_id = s.user_id and v.session_id = s.id
    join assistance.requests r on r.organization_id = v.organization_id and r.id = v.request_id and r.granted and r.ended_at is null
    join identity.organizations o on o.id = v.organization_id and o.active
    join identity.users u on u.id = r.reference_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where s.organization_id = $1 and s.id = $2 and s.ended_at is null
      and not exists (select from assistance.rules f where f.organization_id = v.organization_id and f.forbidden)
      and exists (
        select from "authorization".administrators a where a.organization_id = s.organization_id and a.user_id = s.user_id and a.of_installation
      )
  $function$;
grant execute on function assistance.visit(uuid,uuid) to varco_app;

-- ---- authorization ----

create schema "authorization";
grant usage on schema "authorization" to varco_app;

create table "authorization".administrators (
  organization_id uuid not null,
  user_id uuid not null,
  since timestamp with time zone not null,
  of_installation boolean not null,
  constraint administrators_pkey PRIMARY KEY (organization_id, user_id),
  constraint administrators_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.enablements(organization_id, user_id)
);
alter table "authorization".administrators enable row level security, force row level security;
create policy installation on "authorization".administrators to varco_owner using (true);
create policy scope on "authorization".administrators to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on "authorization".administrators to varco_app;

create table "authorization".assignments (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  unit_id uuid,
  unit_department_id uuid,
  starts_on date not null,
  ends_on date,
  is_default boolean default false not null,
  constraint assignments_pkey PRIMARY KEY (organization_id, id),
  constraint assignments_overlap EXCLUDE USING gist (organization_id WITH =, user_id WITH =, role_id WITH =, COALESCE(unit_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&),
  constraint assignments_organization_id_role_id_fkey FOREIGN KEY (organization_id, role_id) REFERENCES "authorization".roles(organization_id, id),
  constraint assignments_organization_id_unit_id_unit_department_id_fkey FOREIGN KEY (organization_id, unit_id, unit_department_id) REFERENCES structure.units(organization_id, id, department_id),
  constraint assignments_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.enablements(organization_id, user_id),
  constraint assignments_days_check CHECK ((ends_on >= starts_on)),
  constraint assignments_unit_check CHECK (((unit_id IS NULL) = (unit_department_id IS NULL)))
);
CREATE INDEX assignments_by_role ON "authorization".assignments USING btree (organization_id, role_id, starts_on) INCLUDE (user_id, ends_on);
CREATE INDEX assignments_by_unit ON "authorization".assignments USING btree (organization_id, unit_id) WHERE (unit_id IS NOT NULL);
CREATE INDEX assignments_by_user ON "authorization".assignments USING btree (organization_id, user_id, starts_on);
CREATE UNIQUE INDEX assignments_default ON "authorization".assignments USING btree (organization_id, user_id) WHERE is_default;
alter table "authorization".assignments enable row level security, force row level security;
create policy installation on "authorization".assignments to varco_owner using (true);
create policy scope on "authorization".assignments to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on "authorization".assignments to varco_app;
grant update (starts_on, ends_on, is_default) on "authorization".assignments to varco_app;

create table "authorization".group_roles (
  organization_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  role_id uuid not null,
  unit_id uuid,
  unit_department_id uuid,
  starts_on date not null,
  ends_on date,
  constraint group_roles_pkey PRIMARY KEY (organization_id, id),
  constraint group_roles_overlap EXCLUDE USING gist (organization_id WITH =, group_id WITH =, role_id WITH =, COALESCE(unit_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&),
  constraint group_roles_group_fkey FOREIGN KEY (organization_id, group_id) REFERENCES groups.groups(organization_id, id),
  constraint group_roles_role_fkey FOREIGN KEY (organization_id, role_id) REFERENCES "authorization".roles(organization_id, id),
  constraint group_roles_unit_fkey FOREIGN KEY (organization_id, unit_id, unit_department_id) REFERENCES structure.units(organization_id, id, department_id),
  constraint group_roles_days_check CHECK ((ends_on >= starts_on)),
  constraint group_roles_unit_check CHECK (((unit_id IS NULL) = (unit_department_id IS NULL)))
);
CREATE INDEX group_roles_by_group ON "authorization".group_roles USING btree (organization_id, group_id, starts_on);
CREATE INDEX group_roles_by_role ON "authorization".group_roles USING btree (organization_id, role_id);
CREATE INDEX group_roles_by_unit ON "authorization".group_roles USING btree (organization_id, unit_id) WHERE (unit_id IS NOT NULL);
alter table "authorization".group_roles enable row level security, force row level security;
create policy installation on "authorization".group_roles to varco_owner using (true);
create policy scope on "authorization".group_roles to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on "authorization".group_roles to varco_app;
grant update (starts_on, ends_on) on "authorization".group_roles to varco_app;

create table "authorization".role_conditions (
  organization_id uuid not null,
  role_id uuid not null,
  capability text collate "C" not null,
  condition text not null,
  constraint role_conditions_pkey PRIMARY KEY (organization_id, role_id, capability),
  constraint role_conditions_organization_id_role_id_fkey FOREIGN KEY (organization_id, role_id) REFERENCES "authorization".roles(organization_id, id) ON DELETE CASCADE,
  constraint role_conditions_capability_check CHECK (((char_length(capability) >= 1) AND (char_length(capability) <= 100))),
  constraint role_conditions_condition_check CHECK (((char_length(condition) >= 1) AND (char_length(condition) <= 500)))
);
alter table "authorization".role_conditions enable row level security, force row level security;
create policy installation on "authorization".role_conditions to varco_owner using (true);
create policy scope on "authorization".role_conditions to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on "authorization".role_conditions to varco_app;

create table "authorization".role_grants (
  organization_id uuid not null,
  role_id uuid not null,
  capability text collate "C" not null,
  action text collate "C" not null,
  visibility text collate "C" not null,
  constraint role_grants_pkey PRIMARY KEY (organization_id, role_id, capability, action),
  constraint role_grants_organization_id_role_id_fkey FOREIGN KEY (organization_id, role_id) REFERENCES "authorization".roles(organization_id, id) ON DELETE CASCADE,
  constraint role_grants_action_check CHECK (((char_length(action) >= 1) AND (char_length(action) <= 100))),
  constraint role_grants_capability_check CHECK (((char_length(capability) >= 1) AND (char_length(capability) <= 100))),
  constraint role_grants_visibility_check CHECK ((visibility = ANY (ARRAY['department'::text, 'organization'::text, 'all'::text])))
);
CREATE INDEX role_grants_by_capability ON "authorization".role_grants USING btree (capability, action);
alter table "authorization".role_grants enable row level security, force row level security;
create policy installation on "authorization".role_grants to varco_owner using (true);
create policy scope on "authorization".role_grants to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on "authorization".role_grants to varco_app;
grant update (visibility) on "authorization".role_grants to varco_app;

create table "authorization".roles (
  organization_id uuid not null,
  id uuid not null,
  department_id uuid,
  name text not null,
  name_folded text collate "C" not null,
  name_en text,
  description text default ''::text not null,
  description_en text default ''::text not null,
  for_unplaced boolean default false not null,
  active boolean default true not null,
  addresses text[] default '{}'::text[] not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint roles_pkey PRIMARY KEY (organization_id, id),
  constraint roles_name_key UNIQUE NULLS NOT DISTINCT (organization_id, department_id, name_folded),
  constraint roles_organization_id_department_id_fkey FOREIGN KEY (organization_id, department_id) REFERENCES structure.departments(organization_id, id),
  constraint roles_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint roles_addresses_check CHECK ((cardinality(addresses) <= 50)),
  constraint roles_description_check CHECK ((char_length(description) <= 500)),
  constraint roles_description_en_check CHECK ((char_length(description_en) <= 500)),
  constraint roles_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint roles_name_en_check CHECK (((char_length(name_en) >= 1) AND (char_length(name_en) <= 100)))
);
alter table "authorization".roles enable row level security, force row level security;
create policy installation on "authorization".roles to varco_owner using (true);
create policy scope on "authorization".roles to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on "authorization".roles to varco_app;
grant update (department_id, name, name_folded, name_en, description, description_en, for_unplaced, active, addresses, version) on "authorization".roles to varco_app;

CREATE OR REPLACE FUNCTION "authorization".administering_elsewhere(users uuid[])
 RETURNS TABLE(user_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select distinct u.id from identity.users u
    join "authorization".administrators a on a.user_id = u.id and a.organization_id <> u.organization_id
    where u.id = any (administering_elsewhere.users) and u.organization_id = any (varco.visible_organizations())
    order by u.id
  $function$;
grant execute on function "authorization".administering_elsewhere(uuid[]) to varco_app;

CREATE OR REPLACE FUNCTION "authorization".count_granting(functions text[], actions text[])
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select count(distinct (g.organization_id, g.role_id))::int from "authorization".role_grants g
    join unnest(functions, actions) as lost (capability, action) on lost.capability = g.capability and lost.action = g.action
  $function$;
grant execute on function "authorization".count_granting(text[],text[]) to varco_app;

-- ---- credentials ----

create schema credentials;
grant usage on schema credentials to varco_app;

create table credentials.passwords (
  organization_id uuid not null,
  user_id uuid not null,
  hash text not null,
  created_at timestamp with time zone not null,
  must_change boolean not null,
  change_reason text,
  constraint passwords_pkey PRIMARY KEY (organization_id, user_id),
  constraint passwords_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.users(organization_id, id),
  constraint passwords_change_reason_check CHECK ((change_reason = ANY (ARRAY['first-access'::text, 'reset'::text, 'reactivated'::text]))),
  constraint passwords_reason_check CHECK ((must_change = (change_reason IS NOT NULL)))
);
alter table credentials.passwords enable row level security, force row level security;
create policy installation on credentials.passwords to varco_owner using (true);
create policy scope on credentials.passwords to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on credentials.passwords to varco_app;
grant update (hash, created_at, must_change, change_reason) on credentials.passwords to varco_app;

create table credentials.present_password_attempts (
  organization_id uuid not null,
  session_id uuid not null,
  used integer not null,
  last_at timestamp with time zone not null,
  constraint present_password_attempts_pkey PRIMARY KEY (organization_id, session_id)
);
alter table credentials.present_password_attempts enable row level security, force row level security;
create policy installation on credentials.present_password_attempts to varco_owner using (true);
create policy scope on credentials.present_password_attempts to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on credentials.present_password_attempts to varco_app;
grant update (used, last_at) on credentials.present_password_attempts to varco_app;

CREATE OR REPLACE FUNCTION credentials.forget_attempts(before timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'credentials'
AS $function$ with gone as (delete from credentials.present_password_attempts where last_at < forget_attempts.before returning 1) select count(*) from gone $function$;
grant execute on function credentials.forget_attempts(timestamp with time zone) to varco_app;

CREATE OR REPLACE FUNCTION credentials.usual_parameters()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'credentials'
AS $function$ select mode() within group (order by substring(p.hash from '^\$[^$]+\$[^$]+\$[^$]+')) from credentials.passwords p $function$;
grant execute on function credentials.usual_parameters() to varco_app;

-- ---- delegations ----

create schema delegations;
grant usage on schema delegations to varco_app;

create table delegations.delegations (
  organization_id uuid not null,
  id uuid not null,
  delegator_id uuid not null,
  delegate_id uuid not null,
  role_id uuid,
  starts_on date not null,
  ends_on date not null,
  reason text default ''::text not null,
  made_at timestamp(3) with time zone not null,
  made_by uuid,
  ended_at timestamp(3) with time zone,
  ended_by uuid,
  constraint delegations_pkey PRIMARY KEY (organization_id, id),
  constraint delegations_overlap EXCLUDE USING gist (organization_id WITH =, delegator_id WITH =, delegate_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((ended_at IS NULL)),
  constraint delegations_delegate_fkey FOREIGN KEY (organization_id, delegate_id) REFERENCES identity.enablements(organization_id, user_id),
  constraint delegations_delegator_fkey FOREIGN KEY (organization_id, delegator_id) REFERENCES identity.enablements(organization_id, user_id),
  constraint delegations_role_fkey FOREIGN KEY (organization_id, role_id) REFERENCES "authorization".roles(organization_id, id),
  constraint delegations_days_check CHECK ((ends_on >= starts_on)),
  constraint delegations_ended_check CHECK (((ended_at IS NOT NULL) OR (ended_by IS NULL))),
  constraint delegations_oneself_check CHECK ((delegator_id <> delegate_id))
);
CREATE INDEX delegations_by_delegate ON delegations.delegations USING btree (organization_id, delegate_id, ends_on);
CREATE INDEX delegations_by_delegator ON delegations.delegations USING btree (organization_id, delegator_id, ends_on);
CREATE INDEX delegations_by_role ON delegations.delegations USING btree (organization_id, role_id) WHERE (role_id IS NOT NULL);
CREATE INDEX delegations_newest ON delegations.delegations USING btree (organization_id, made_at, id);
alter table delegations.delegations enable row level security, force row level security;
create policy installation on delegations.delegations to varco_owner using (true);
create policy scope on delegations.delegations to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on delegations.delegations to varco_app;
grant update (reason, ended_at, ended_by) on delegations.delegations to varco_app;

CREATE OR REPLACE FUNCTION delegations.forget_reasons(whom uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    update delegations.delegations d set reason = '' from identity.users u, identity.enablements e
    where u.id = forget_reasons.whom and u.organization_id = any (varco.visible_organizations())
      and e.home_id = u.organization_id and e.user_id = u.id and d.organization_id = e.organization_id
      and (d.delegator_id = e.user_id or d.delegate_id = e.user_id) and d.reason <> ''
  $function$;
grant execute on function delegations.forget_reasons(uuid) to varco_app;

-- ---- erasure ----

create schema erasure;
grant usage on schema erasure to varco_app;

create table erasure.erasures (
  organization_id uuid not null,
  user_id uuid not null,
  erased_at timestamp(3) with time zone not null,
  by_user_id uuid,
  by_operator text,
  reason text,
  run_id uuid not null,
  finished_at timestamp(3) with time zone,
  files_rewritten boolean,
  constraint erasures_pkey PRIMARY KEY (organization_id, user_id),
  constraint erasures_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.users(organization_id, id),
  constraint erasures_by_check CHECK ((num_nonnulls(by_user_id, by_operator) = 1)),
  constraint erasures_finished_check CHECK (((finished_at IS NULL) = (files_rewritten IS NULL))),
  constraint erasures_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 200)))
);
alter table erasure.erasures enable row level security, force row level security;
create policy installation on erasure.erasures to varco_owner using (true);
create policy scope on erasure.erasures to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on erasure.erasures to varco_app;
grant update (run_id) on erasure.erasures to varco_app;

CREATE OR REPLACE FUNCTION erasure.erase_from_log(user_id uuid, hashes bytea[], at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_variable
    begin
      if not exists (select from identity.users u where u.id = user_id and u.status = 'ceased') then
        raise exception 'only whoever was erased leaves the log' using errcode = 'VA003';
      end if;
      -- What was changed of him names him too.
      return access_log.erase('details', array(
        select e.detail_id from access_log.entries e
        where e.detail_id is not null and e.subject_id in (select s.id from access_log.subjects s where s.user_id = user_id)
      ), at) + access_log.erase('subjects', array(
        select s.id from access_log.subjects s
        where s.erased_at is null and (s.name_hash = any (hashes)
          or (s.user_id = user_id and s.username <> (select u.username from identity.users u where u.id = user_id)))
      ), at);
    end
  $function$;

CREATE OR REPLACE FUNCTION erasure.finish(user_id uuid, at timestamp with time zone, files_rewritten boolean)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
    update erasure.erasures e set finished_at = $2, files_rewritten = $3 where e.user_id = $1
  $function$;

CREATE OR REPLACE FUNCTION erasure.names_of(user_id uuid)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$ select distinct s.username from access_log.subjects s where s.user_id = $1 and s.erased_at is null $function$;

CREATE OR REPLACE FUNCTION erasure.refuse_return()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      raise exception 'an erased person cannot come back' using errcode = 'VA003';
    end
  $function$;

-- ---- first_passwords ----

create schema first_passwords;
grant usage on schema first_passwords to varco_app;

create table first_passwords.handouts (
  organization_id uuid not null,
  id uuid not null,
  asked_at timestamp(3) with time zone not null,
  asked_by uuid,
  audience text not null,
  language text not null,
  people integer not null,
  run_id uuid not null,
  cancelled_at timestamp with time zone,
  constraint handouts_pkey PRIMARY KEY (organization_id, id),
  constraint handouts_organization_id_asked_by_fkey FOREIGN KEY (organization_id, asked_by) REFERENCES identity.enablements(organization_id, user_id),
  constraint handouts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint handouts_audience_check CHECK ((audience = ANY (ARRAY['chosen'::text, 'matching'::text, 'imported'::text]))),
  constraint handouts_language_check CHECK ((language = ANY (ARRAY['it'::text, 'en'::text]))),
  constraint handouts_people_check CHECK ((people > 0))
);
CREATE INDEX handouts_by_time ON first_passwords.handouts USING btree (organization_id, asked_at DESC, id DESC);
alter table first_passwords.handouts enable row level security, force row level security;
create policy installation on first_passwords.handouts to varco_owner using (true);
create policy scope on first_passwords.handouts to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on first_passwords.handouts to varco_app;
grant update (run_id, cancelled_at) on first_passwords.handouts to varco_app;

create table first_passwords.items (
  organization_id uuid not null,
  handout_id uuid not null,
  "position" integer not null,
  part integer,
  user_id uuid not null,
  state text not null,
  reason text,
  secret bytea,
  constraint items_pkey PRIMARY KEY (organization_id, handout_id, "position"),
  constraint items_organization_id_handout_id_fkey FOREIGN KEY (organization_id, handout_id) REFERENCES first_passwords.handouts(organization_id, id) ON DELETE CASCADE,
  constraint items_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.users(organization_id, id),
  constraint items_part_check CHECK (((part IS NOT NULL) OR (state = 'skipped'::text))),
  constraint items_reason_check CHECK ((reason = ANY (ARRAY['entered'::text, 'inactive'::text, 'disabled'::text, 'ended'::text, 'has-password'::text, 'oneself'::text, 'replaced'::text, 'cancelled'::text, 'expired'::text]))),
  constraint items_secret_check CHECK (((secret IS NULL) OR (state = 'made'::text))),
  constraint items_skipped_check CHECK (((state = 'skipped'::text) = (reason IS NOT NULL))),
  constraint items_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'made'::text, 'skipped'::text])))
);
CREATE INDEX items_of_part ON first_passwords.items USING btree (organization_id, handout_id, part, "position");
CREATE INDEX items_secret ON first_passwords.items USING btree (organization_id, user_id) WHERE (secret IS NOT NULL);
CREATE INDEX items_skipped ON first_passwords.items USING btree (organization_id, handout_id, "position") WHERE (state = 'skipped'::text);
CREATE INDEX items_waiting ON first_passwords.items USING btree (organization_id, handout_id, "position") WHERE (state = 'waiting'::text);
alter table first_passwords.items enable row level security, force row level security;
create policy installation on first_passwords.items to varco_owner using (true);
create policy scope on first_passwords.items to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on first_passwords.items to varco_app;
grant update (state, reason, secret) on first_passwords.items to varco_app;

create table first_passwords.parts (
  organization_id uuid not null,
  handout_id uuid not null,
  number integer not null,
  size integer not null,
  made integer default 0 not null,
  skipped integer default 0 not null,
  state text default 'making'::text not null,
  expires_at timestamp with time zone,
  claim uuid,
  claimed_until timestamp with time zone,
  handed_out_at timestamp with time zone,
  handed_out_to uuid,
  constraint parts_pkey PRIMARY KEY (organization_id, handout_id, number),
  constraint parts_organization_id_handed_out_to_fkey FOREIGN KEY (organization_id, handed_out_to) REFERENCES identity.enablements(organization_id, user_id),
  constraint parts_organization_id_handout_id_fkey FOREIGN KEY (organization_id, handout_id) REFERENCES first_passwords.handouts(organization_id, id) ON DELETE CASCADE,
  constraint parts_counts_check CHECK (((made >= 0) AND (skipped >= 0) AND ((made + skipped) <= size))),
  constraint parts_number_check CHECK ((number > 0)),
  constraint parts_size_check CHECK ((size > 0)),
  constraint parts_state_check CHECK ((state = ANY (ARRAY['making'::text, 'ready'::text, 'empty'::text, 'handed-out'::text, 'expired'::text])))
);
CREATE INDEX parts_by_end ON first_passwords.parts USING btree (expires_at) WHERE (state = ANY (ARRAY['making'::text, 'ready'::text]));
CREATE INDEX parts_under_way ON first_passwords.parts USING btree (organization_id, handout_id) WHERE (state = 'making'::text);
alter table first_passwords.parts enable row level security, force row level security;
create policy installation on first_passwords.parts to varco_owner using (true);
create policy scope on first_passwords.parts to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on first_passwords.parts to varco_app;
grant update (made, skipped, state, expires_at, claim, claimed_until, handed_out_at, handed_out_to) on first_passwords.parts to varco_app;

CREATE OR REPLACE FUNCTION first_passwords.expire(at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'first_passwords'
AS $function$
    with ended as (
      update first_passwords.parts p
      set state = case when p.made = 0 then 'empty' else 'expired' end, skipped = p.size - p.made, claim = null, claimed_until = null
      where p.state in ('making', 'ready') and p.expires_at <= expire.at
      returning p.organization_id, p.handout_id, p.number
    ), wiped as (
      update first_passwords.items i
      set secret = null, state = case when i.state = 'waiting' then 'skipped' else i.state end,
        reason = case when i.state = 'waiting' then 'expired' else i.reason end
      from ended e
      where i.organization_id = e.organization_id and i.handout_id = e.handout_id and i.part = e.number
        and (i.state = 'waiting' or i.secret is not null)
      returning 1
    )
    select count(*) from wiped
  $function$;
grant execute on function first_passwords.expire(timestamp with time zone) to varco_app;

CREATE OR REPLACE FUNCTION first_passwords.forget(before timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'first_passwords'
AS $function$
    with gone as (
      delete from first_passwords.handouts h
      where h.asked_at < forget.before
        and not exists (select from first_passwords.parts p
          where p.organization_id = h.organization_id and p.handout_id = h.id and p.state in ('making', 'ready'))
      returning 1
    )
    select count(*) from gone
  $function$;
grant execute on function first_passwords.forget(timestamp with time zone) to varco_app;

-- ---- formal_authorizations ----

create schema formal_authorizations;
grant usage on schema formal_authorizations to varco_app;

create table formal_authorizations.authorizations (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  act text collate "C" not null,
  number text not null,
  act_date date not null,
  signer text not null,
  purpose text not null,
  note text,
  starts_on date not null,
  ends_on date,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  ended_on date,
  ended_at timestamp with time zone,
  end_reason text,
  last_day date generated always as (
CASE
    WHEN (ended_on IS NULL) THEN COALESCE(ends_on, 'infinity'::date)
    ELSE LEAST(COALESCE(ends_on, 'infinity'::date), (ended_on - 1))
END) stored not null,
  constraint authorizations_pkey PRIMARY KEY (organization_id, id),
  constraint authorizations_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.users(organization_id, id),
  constraint authorizations_act_check CHECK ((act = ANY (ARRAY['decree'::text, 'determination'::text, 'resolution'::text, 'service-order'::text, 'appointment'::text, 'contract'::text, 'other'::text]))),
  constraint authorizations_days_check CHECK ((ends_on >= starts_on)),
  constraint authorizations_end_check CHECK ((((ended_on IS NULL) = (ended_at IS NULL)) AND ((ended_on IS NULL) = (end_reason IS NULL)))),
  constraint authorizations_end_reason_check CHECK (((char_length(end_reason) >= 1) AND (char_length(end_reason) <= 500))),
  constraint authorizations_note_check CHECK (((char_length(note) >= 1) AND (char_length(note) <= 1000))),
  constraint authorizations_number_check CHECK (((char_length(number) >= 1) AND (char_length(number) <= 60))),
  constraint authorizations_purpose_check CHECK (((char_length(purpose) >= 1) AND (char_length(purpose) <= 500))),
  constraint authorizations_signer_check CHECK (((char_length(signer) >= 1) AND (char_length(signer) <= 200)))
);
CREATE INDEX authorizations_by_last_day ON formal_authorizations.authorizations USING btree (organization_id, last_day, id);
CREATE INDEX authorizations_by_user ON formal_authorizations.authorizations USING btree (organization_id, user_id, starts_on, id);
alter table formal_authorizations.authorizations enable row level security, force row level security;
create policy installation on formal_authorizations.authorizations to varco_owner using (true);
create policy scope on formal_authorizations.authorizations to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
CREATE TRIGGER keep_days AFTER INSERT OR DELETE OR UPDATE ON formal_authorizations.authorizations FOR EACH ROW EXECUTE FUNCTION formal_authorizations.keep_days();
grant delete, insert, select on formal_authorizations.authorizations to varco_app;
grant update (act, number, act_date, signer, purpose, note, starts_on, ends_on, version, ended_on, ended_at, end_reason) on formal_authorizations.authorizations to varco_app;

CREATE OR REPLACE FUNCTION formal_authorizations.keep_days()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    declare
      whose uuid := coalesce(new.user_id, old.user_id);
      of_whom uuid := coalesce(new.organization_id, old.organization_id);
    begin
      -- Two who write at the same moment wait for each other here; the second reads what the first has written.
      perform from identity.users u where u.organization_id = of_whom and u.id = whose for no key update;
      update identity.users u set authorized = coalesce((
          select range_agg(daterange(a.starts_on, case when a.last_day = 'infinity' then null else a.last_day end, '[]'))
          from formal_authorizations.authorizations a
          where a.organization_id = of_whom and a.user_id = whose and a.last_day >= a.starts_on
        ), '{}')
        where u.organization_id = of_whom and u.id = whose;
      return null;
    end
  $function$;
grant execute on function formal_authorizations.keep_days() to varco_app;

-- ---- groups ----

create schema groups;
grant usage on schema groups to varco_app;

create table groups.groups (
  organization_id uuid not null,
  id uuid not null,
  kind text collate "C" not null,
  parent_id uuid,
  name text not null,
  name_folded text collate "C" not null,
  name_en text,
  description text default ''::text not null,
  description_en text default ''::text not null,
  descriptive boolean default false not null,
  active boolean default true not null,
  site text default ''::text not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint groups_pkey PRIMARY KEY (organization_id, id),
  constraint groups_kind_key UNIQUE (organization_id, id, kind),
  constraint groups_name_key UNIQUE NULLS NOT DISTINCT (organization_id, kind, parent_id, name_folded),
  constraint groups_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint groups_parent_fkey FOREIGN KEY (organization_id, parent_id, kind) REFERENCES groups.groups(organization_id, id, kind),
  constraint groups_description_check CHECK ((char_length(description) <= 500)),
  constraint groups_description_en_check CHECK ((char_length(description_en) <= 500)),
  constraint groups_kind_check CHECK ((kind = ANY (ARRAY['organizational'::text, 'security'::text, 'sharing'::text]))),
  constraint groups_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  constraint groups_name_en_check CHECK (((char_length(name_en) >= 1) AND (char_length(name_en) <= 200))),
  constraint groups_organizational_check CHECK (((kind = 'organizational'::text) OR (NOT (descriptive OR (site <> ''::text))))),
  constraint groups_site_check CHECK ((char_length(site) <= 200))
);
alter table groups.groups enable row level security, force row level security;
create policy installation on groups.groups to varco_owner using (true);
create policy scope on groups.groups to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
CREATE TRIGGER refuse_circles BEFORE INSERT OR UPDATE OF parent_id ON groups.groups FOR EACH ROW EXECUTE FUNCTION groups.refuse_circles();
grant delete, insert, select on groups.groups to varco_app;
grant update (parent_id, name, name_folded, name_en, description, description_en, descriptive, active, site, version) on groups.groups to varco_app;

create table groups.heads (
  organization_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  constraint heads_pkey PRIMARY KEY (organization_id, group_id, user_id),
  constraint heads_group_fkey FOREIGN KEY (organization_id, group_id) REFERENCES groups.groups(organization_id, id),
  constraint heads_user_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.enablements(organization_id, user_id)
);
CREATE INDEX heads_by_user ON groups.heads USING btree (organization_id, user_id);
alter table groups.heads enable row level security, force row level security;
create policy installation on groups.heads to varco_owner using (true);
create policy scope on groups.heads to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on groups.heads to varco_app;

create table groups.memberships (
  organization_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  starts_on date not null,
  ends_on date,
  constraint memberships_pkey PRIMARY KEY (organization_id, id),
  constraint memberships_overlap EXCLUDE USING gist (organization_id WITH =, group_id WITH =, user_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&),
  constraint memberships_group_fkey FOREIGN KEY (organization_id, group_id) REFERENCES groups.groups(organization_id, id),
  constraint memberships_user_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.enablements(organization_id, user_id),
  constraint memberships_days_check CHECK ((ends_on >= starts_on))
);
CREATE INDEX memberships_by_group ON groups.memberships USING btree (organization_id, group_id, starts_on);
CREATE INDEX memberships_by_user ON groups.memberships USING btree (organization_id, user_id, starts_on);
alter table groups.memberships enable row level security, force row level security;
create policy installation on groups.memberships to varco_owner using (true);
create policy scope on groups.memberships to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on groups.memberships to varco_app;
grant update (starts_on, ends_on) on groups.memberships to varco_app;

CREATE OR REPLACE FUNCTION groups.refuse_circles()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'groups'
AS $function$
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
end $function$;

-- ---- identity ----

create schema identity;
grant usage on schema identity to varco_app;

create table identity.door_looks (
  organization_id uuid not null,
  band_color text collate "C",
  logo bytea,
  logo_type text collate "C",
  logo_hash text collate "C",
  logo_width integer,
  logo_height integer,
  logo_alternative text,
  version integer default 1 not null,
  constraint door_looks_pkey PRIMARY KEY (organization_id),
  constraint door_looks_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint door_looks_band_color_check CHECK ((band_color ~ '^#[0-9a-f]{6}$'::text)),
  constraint door_looks_logo_alternative_check CHECK (((char_length(logo_alternative) >= 1) AND (char_length(logo_alternative) <= 200))),
  constraint door_looks_logo_check CHECK (((octet_length(logo) >= 1) AND (octet_length(logo) <= 102400))),
  constraint door_looks_logo_hash_check CHECK ((logo_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint door_looks_logo_height_check CHECK (((logo_height >= 1) AND (logo_height <= 10000))),
  constraint door_looks_logo_type_check CHECK ((logo_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text]))),
  constraint door_looks_logo_width_check CHECK (((logo_width >= 1) AND (logo_width <= 10000))),
  constraint door_looks_whole_logo_check CHECK ((num_nulls(logo, logo_type, logo_hash, logo_width, logo_height, logo_alternative) = ANY (ARRAY[0, 6])))
);
CREATE INDEX door_looks_by_hash ON identity.door_looks USING btree (logo_hash) WHERE (logo_hash IS NOT NULL);
alter table identity.door_looks enable row level security, force row level security;
create policy installation on identity.door_looks to varco_owner using (true);
create policy scope on identity.door_looks to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on identity.door_looks to varco_app;
grant update (band_color, logo, logo_type, logo_hash, logo_width, logo_height, logo_alternative, version) on identity.door_looks to varco_app;

create table identity.enablements (
  organization_id uuid not null,
  user_id uuid not null,
  home_id uuid not null,
  placed boolean default true not null,
  licence text collate "C" default 'professional'::text not null,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  is_default boolean default false not null,
  sort_key text collate "C" default ''::text not null,
  constraint enablements_pkey PRIMARY KEY (organization_id, user_id),
  constraint enablements_home_fkey FOREIGN KEY (home_id, user_id) REFERENCES identity.users(organization_id, id),
  constraint enablements_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint enablements_default_check CHECK (((NOT is_default) OR (ended_at IS NULL))),
  constraint enablements_ended_check CHECK ((ended_at >= since)),
  constraint enablements_licence_check CHECK ((licence = ANY (ARRAY['service'::text, 'base'::text, 'collaboration'::text, 'professional'::text]))),
  constraint enablements_stays_at_home CHECK (((ended_at IS NULL) OR (organization_id <> home_id)))
);
CREATE INDEX enablements_by_licence ON identity.enablements USING btree (organization_id, licence, user_id) WHERE (ended_at IS NULL);
CREATE INDEX enablements_by_user ON identity.enablements USING btree (user_id, organization_id);
CREATE UNIQUE INDEX enablements_default ON identity.enablements USING btree (user_id) WHERE is_default;
CREATE INDEX enablements_of_guests ON identity.enablements USING btree (organization_id, sort_key, user_id) WHERE ((home_id <> organization_id) AND (ended_at IS NULL));
CREATE INDEX enablements_unplaced ON identity.enablements USING btree (organization_id, user_id) WHERE (NOT placed);
alter table identity.enablements enable row level security, force row level security;
create policy installation on identity.enablements to varco_owner using (true);
create policy scope on identity.enablements to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
CREATE TRIGGER follow_licence AFTER UPDATE OF licence ON identity.enablements FOR EACH ROW WHEN (((new.home_id = new.organization_id) AND ((old.licence = 'service'::text) <> (new.licence = 'service'::text)))) EXECUTE FUNCTION identity.follow_licence();
CREATE TRIGGER take_licence BEFORE INSERT ON identity.enablements FOR EACH ROW WHEN ((new.home_id <> new.organization_id)) EXECUTE FUNCTION identity.take_licence();
CREATE TRIGGER take_sort_key BEFORE INSERT ON identity.enablements FOR EACH ROW WHEN ((new.home_id <> new.organization_id)) EXECUTE FUNCTION identity.take_sort_key();
grant insert, select on identity.enablements to varco_app;
grant update (placed, licence, since, ended_at, is_default) on identity.enablements to varco_app;

create table identity.last_accesses (
  organization_id uuid not null,
  user_id uuid not null,
  at timestamp(3) with time zone default '-infinity'::timestamp with time zone not null,
  constraint last_accesses_pkey PRIMARY KEY (organization_id, user_id),
  constraint last_accesses_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.users(organization_id, id)
);
CREATE INDEX last_accesses_by_time ON identity.last_accesses USING btree (organization_id, at, user_id);
alter table identity.last_accesses enable row level security, force row level security;
create policy installation on identity.last_accesses to varco_owner using (true);
create policy scope on identity.last_accesses to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on identity.last_accesses to varco_app;
grant update (at) on identity.last_accesses to varco_app;

create table identity.licence_pools (
  organization_id uuid not null,
  licence text collate "C" not null,
  bought integer,
  mode text collate "C" not null,
  version integer default 1 not null,
  constraint licence_pools_pkey PRIMARY KEY (organization_id, licence),
  constraint licence_pools_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint licence_pools_bought_check CHECK (((bought >= 0) AND (bought <= 1000000))),
  constraint licence_pools_licence_check CHECK ((licence = ANY (ARRAY['base'::text, 'collaboration'::text, 'professional'::text]))),
  constraint licence_pools_mode_check CHECK ((mode = ANY (ARRAY['concurrent'::text, 'nominal'::text])))
);
alter table identity.licence_pools enable row level security, force row level security;
create policy installation on identity.licence_pools to varco_owner using (true);
create policy scope on identity.licence_pools to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on identity.licence_pools to varco_app;
grant update (bought, mode, version) on identity.licence_pools to varco_app;

create table identity.organizations (
  id uuid not null,
  name text not null,
  name_folded text collate "C" default ''::text not null,
  code text collate "C",
  tax_code text collate "C",
  pec text,
  email text,
  phone text,
  site text,
  time_zone text collate "C",
  login_id text collate "C",
  login_id_folded text collate "C",
  active boolean default true not null,
  authorization_required boolean default false not null,
  one_role_only boolean default false not null,
  own_door boolean default false not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint organizations_pkey PRIMARY KEY (id),
  constraint organizations_code_key UNIQUE (code),
  constraint organizations_login_id_key UNIQUE (login_id_folded),
  constraint organizations_code_check CHECK (((char_length(code) >= 1) AND (char_length(code) <= 40))),
  constraint organizations_email_check CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
  constraint organizations_login_id_check CHECK ((login_id ~ '^[A-Za-z0-9][A-Za-z0-9.-]{1,19}$'::text)),
  constraint organizations_login_id_pair CHECK (((login_id IS NULL) = (login_id_folded IS NULL))),
  constraint organizations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint organizations_pec_check CHECK (((char_length(pec) >= 3) AND (char_length(pec) <= 254))),
  constraint organizations_phone_check CHECK (((char_length(phone) >= 1) AND (char_length(phone) <= 40))),
  constraint organizations_site_check CHECK (((char_length(site) >= 1) AND (char_length(site) <= 200))),
  constraint organizations_tax_code_check CHECK ((tax_code ~ '^([A-Z0-9]{16}|[0-9]{11})$'::text)),
  constraint organizations_time_zone_check CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64)))
);
CREATE INDEX organizations_by_name ON identity.organizations USING btree (name_folded, id);
alter table identity.organizations enable row level security, force row level security;
create policy installation on identity.organizations to varco_owner using (true);
create policy scope on identity.organizations to varco_app using ((id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on identity.organizations to varco_app;
grant update (name, name_folded, code, tax_code, pec, email, phone, site, time_zone, login_id, login_id_folded, active, authorization_required, one_role_only, own_door, version) on identity.organizations to varco_app;

create table identity.persons (
  organization_id uuid not null,
  id uuid not null,
  family_name text not null,
  given_name text not null,
  tax_code text collate "C",
  birth_date date,
  sex text collate "C",
  email text,
  email_folded text collate "C",
  employee_number text collate "C",
  kind text collate "C" default 'internal'::text not null,
  created_at timestamp with time zone not null,
  constraint persons_pkey PRIMARY KEY (organization_id, id),
  constraint persons_email_key UNIQUE (organization_id, email_folded),
  constraint persons_employee_number_key UNIQUE (organization_id, employee_number),
  constraint persons_tax_code_key UNIQUE (organization_id, tax_code),
  constraint persons_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint persons_check CHECK ((((length(given_name) >= 1) AND (length(given_name) <= 100)) OR ((given_name = ''::text) AND ((family_name ~~ '#%'::text) OR (kind = 'service'::text))))),
  constraint persons_email_check CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
  constraint persons_email_folded_check CHECK (((email IS NULL) = (email_folded IS NULL))),
  constraint persons_employee_number_check CHECK (((char_length(employee_number) >= 1) AND (char_length(employee_number) <= 40))),
  constraint persons_family_name_check CHECK (((length(family_name) >= 1) AND (length(family_name) <= 100))),
  constraint persons_kind_check CHECK ((kind = ANY (ARRAY['internal'::text, 'customer'::text, 'supplier'::text, 'agent'::text, 'guest'::text, 'service'::text]))),
  constraint persons_service_check CHECK (((kind <> 'service'::text) OR ((given_name = ''::text) AND (tax_code IS NULL) AND (birth_date IS NULL) AND (sex IS NULL) AND (employee_number IS NULL)))),
  constraint persons_sex_check CHECK ((sex = ANY (ARRAY['f'::text, 'm'::text]))),
  constraint persons_tax_code_check CHECK ((tax_code ~ '^([A-Z0-9]{16}|[0-9]{11})$'::text))
);
CREATE INDEX persons_by_kind ON identity.persons USING btree (organization_id, kind) WHERE (kind <> 'internal'::text);
alter table identity.persons enable row level security, force row level security;
create policy installation on identity.persons to varco_owner using (true);
create policy scope on identity.persons to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on identity.persons to varco_app;
grant update (family_name, given_name, tax_code, birth_date, sex, email, email_folded, employee_number, kind) on identity.persons to varco_app;

create table identity.user_words (
  organization_id uuid not null,
  user_id uuid not null,
  word text collate "C" not null,
  sort_key text collate "C" not null,
  constraint user_words_pkey PRIMARY KEY (organization_id, user_id, word),
  constraint user_words_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.users(organization_id, id)
);
CREATE INDEX user_words_by_word ON identity.user_words USING btree (organization_id, word) INCLUDE (user_id, sort_key);
alter table identity.user_words enable row level security, force row level security;
create policy installation on identity.user_words to varco_owner using (true);
create policy scope on identity.user_words to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on identity.user_words to varco_app;

create table identity.users (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  code bigint generated always as identity not null,
  username text collate "C" not null,
  username_folded text collate "C" not null,
  username_mac bytea not null,
  full_name text default ''::text not null,
  status text not null,
  disabled boolean not null,
  no_sessions boolean default false not null,
  standing text collate "C" generated always as (
CASE
    WHEN (status = 'ceased'::text) THEN 'ceased'::text
    WHEN (status = 'inactive'::text) THEN 'inactive'::text
    WHEN disabled THEN 'disabled'::text
    WHEN (status = 'suspended'::text) THEN 'suspended'::text
    WHEN no_sessions THEN 'service'::text
    ELSE 'active'::text
END) stored not null,
  active_since timestamp with time zone not null,
  exempt_from_inactivity boolean default false not null,
  all_organizations boolean default false not null,
  valid_from date,
  valid_to date,
  authorized datemultirange default '{}'::datemultirange not null,
  sort_key text collate "C" not null,
  entered boolean default false not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint users_pkey PRIMARY KEY (organization_id, id),
  constraint users_code_key UNIQUE (code),
  constraint users_person_key UNIQUE (organization_id, person_id),
  constraint users_username_key UNIQUE (username_folded),
  constraint users_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES identity.persons(organization_id, id),
  constraint users_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'suspended'::text, 'ceased'::text]))),
  constraint users_username_check CHECK (((char_length(username) >= 1) AND (char_length(username) <= 50))),
  constraint users_validity_check CHECK (((valid_to IS NULL) OR (valid_from IS NULL) OR (valid_to >= valid_from)))
);
CREATE INDEX users_by_begin ON identity.users USING btree (organization_id, valid_from) WHERE (valid_from IS NOT NULL);
CREATE INDEX users_by_end ON identity.users USING btree (organization_id, valid_to) WHERE (valid_to IS NOT NULL);
CREATE INDEX users_by_name ON identity.users USING btree (organization_id, sort_key, id) INCLUDE (standing);
CREATE INDEX users_by_standing ON identity.users USING btree (organization_id, standing, sort_key, id) INCLUDE (valid_from, valid_to, authorized);
CREATE INDEX users_everywhere ON identity.users USING btree (id) WHERE all_organizations;
CREATE UNIQUE INDEX users_id ON identity.users USING btree (id);
CREATE INDEX users_never_entered ON identity.users USING btree (organization_id, sort_key, id) WHERE ((NOT entered) AND (status = 'active'::text));
CREATE UNIQUE INDEX users_username_exact ON identity.users USING btree (username);
CREATE UNIQUE INDEX users_username_mac ON identity.users USING btree (username_mac) INCLUDE (organization_id, id);
alter table identity.users enable row level security, force row level security;
create policy installation on identity.users to varco_owner using (true);
create policy scope on identity.users to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
CREATE TRIGGER follow_sort_key AFTER UPDATE OF sort_key ON identity.users FOR EACH ROW WHEN ((old.sort_key <> new.sort_key)) EXECUTE FUNCTION identity.follow_sort_key();
CREATE TRIGGER refuse_delete BEFORE DELETE ON identity.users FOR EACH ROW WHEN ((old.status = 'ceased'::text)) EXECUTE FUNCTION erasure.refuse_return();
CREATE TRIGGER refuse_return BEFORE UPDATE ON identity.users FOR EACH ROW WHEN (((old.status = 'ceased'::text) AND (((new.status IS DISTINCT FROM old.status) OR (new.username IS DISTINCT FROM old.username)) OR (new.full_name IS DISTINCT FROM old.full_name)))) EXECUTE FUNCTION erasure.refuse_return();
grant insert, select on identity.users to varco_app;
grant update (username, username_folded, username_mac, full_name, status, disabled, no_sessions, active_since, exempt_from_inactivity, all_organizations, valid_from, valid_to, sort_key, entered, version) on identity.users to varco_app;

CREATE OR REPLACE FUNCTION identity.all_organizations()
 RETURNS TABLE(id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'identity'
AS $function$ select o.id, o.name from identity.organizations o order by o.created_at, o.id $function$;
grant execute on function identity.all_organizations() to varco_app;

CREATE OR REPLACE FUNCTION identity.at_the_door()
 RETURNS TABLE(organization_id uuid, name text, login_id_folded text, first boolean, own_door boolean, band_color text, logo_hash text, logo_width integer, logo_height integer, logo_alternative text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select o.id, o.name, o.login_id_folded, o.id = first.id, o.active and o.own_door and o.login_id_folded is not null,
      l.band_color, l.logo_hash, l.logo_width, l.logo_height, l.logo_alternative
    from (select one.id from identity.organizations one order by one.created_at, one.id limit 1) first
    join identity.organizations o on o.id = first.id or (o.active and o.own_door and o.login_id_folded is not null)
    left join identity.door_looks l on l.organization_id = o.id
  $function$;
grant execute on function identity.at_the_door() to varco_app;

CREATE OR REPLACE FUNCTION identity.begins_elsewhere(organization_id uuid, login_id_folded text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select exists (
      select from identity.users u
      where u.username_folded >= $2 || '/' and u.username_folded < $2 || '0' and u.organization_id <> $1
    )
  $function$;
grant execute on function identity.begins_elsewhere(uuid,text) to varco_app;

CREATE OR REPLACE FUNCTION identity.door_logo(hash text)
 RETURNS TABLE(logo_type text, logo bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select l.logo_type, l.logo from identity.door_looks l where l.logo_hash = door_logo.hash limit 1 $function$;
grant execute on function identity.door_logo(text) to varco_app;

CREATE OR REPLACE FUNCTION identity.enabled_everywhere()
 RETURNS TABLE(organization_id uuid, user_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'identity'
AS $function$ select u.organization_id, u.id from identity.users u where u.all_organizations and u.status <> 'ceased' order by u.id $function$;
grant execute on function identity.enabled_everywhere() to varco_app;

CREATE OR REPLACE FUNCTION identity.enablements_of(user_id uuid)
 RETURNS TABLE(organization_id uuid, name text, active boolean, home boolean, since timestamp with time zone, ended_at timestamp with time zone, is_default boolean, all_organizations boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select e.organization_id, o.name, o.active, e.organization_id = e.home_id, e.since, e.ended_at, e.is_default, u.all_organizations
    from identity.users u
    join identity.enablements e on e.user_id = u.id and e.home_id = u.organization_id
    join identity.organizations o on o.id = e.organization_id
    where u.id = $1 and u.organization_id = any (varco.visible_organizations())
      -- Who only came to help was never let in (0031).
      and e.ended_at is distinct from e.since
    order by e.organization_id <> e.home_id, o.name_folded, o.id
  $function$;
grant execute on function identity.enablements_of(uuid) to varco_app;

CREATE OR REPLACE FUNCTION identity.follow_licence()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    begin
      update identity.enablements e set licence = case when new.licence = 'service' then 'service' else 'professional' end
        where e.user_id = new.user_id and e.organization_id <> new.organization_id;
      return null;
    end
  $function$;
grant execute on function identity.follow_licence() to varco_app;

CREATE OR REPLACE FUNCTION identity.follow_sort_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    begin
      update identity.enablements e set sort_key = new.sort_key
        where e.user_id = new.id and e.home_id = new.organization_id and e.organization_id <> new.organization_id;
      return null;
    end
  $function$;
grant execute on function identity.follow_sort_key() to varco_app;

CREATE OR REPLACE FUNCTION identity.guest(organization_id uuid, user_id uuid)
 RETURNS TABLE(user_id uuid, family_name text, given_name text, home text, since timestamp with time zone, ended_at timestamp with time zone, placed boolean, licence text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select e.user_id, p.family_name, p.given_name, o.name, e.since, e.ended_at, e.placed, e.licence
    from identity.enablements e
    join identity.users u on u.organization_id = e.home_id and u.id = e.user_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    join identity.organizations o on o.id = e.home_id
    where e.organization_id = $1 and e.user_id = $2 and e.home_id <> e.organization_id and e.organization_id = any (varco.visible_organizations())
  $function$;
grant execute on function identity.guest(uuid,uuid) to varco_app;

CREATE OR REPLACE FUNCTION identity.guests(organization_id uuid, from_key text, to_key text, after_key text, after_id uuid, at_most integer)
 RETURNS TABLE(user_id uuid, family_name text, given_name text, home text, since timestamp with time zone, placed boolean, licence text, sort_key text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_column
    begin
      if (guests.organization_id = any (varco.visible_organizations())) is not true then
        raise exception 'the organization is not in the scope' using errcode = '42501';
      end if;
      return query
        select e.user_id, p.family_name, p.given_name, o.name, e.since, e.placed, e.licence, e.sort_key
        from (
          select * from identity.enablements one
          where one.organization_id = guests.organization_id and one.home_id <> one.organization_id and one.ended_at is null
            -- Judged before the page is cut: one that is short would be taken for the last.
            and exists (select from identity.users who where who.organization_id = one.home_id and who.id = one.user_id and who.status <> 'ceased')
            and one.sort_key >= guests.from_key and one.sort_key < guests.to_key
            and (one.sort_key, one.user_id) > (guests.after_key, guests.after_id)
          order by one.sort_key, one.user_id limit guests.at_most
        ) e
        join identity.users u on u.organization_id = e.home_id and u.id = e.user_id
        join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
        join identity.organizations o on o.id = e.home_id
        order by e.sort_key, e.user_id;
    end
  $function$;
grant execute on function identity.guests(uuid,text,text,text,uuid,integer) to varco_app;

CREATE OR REPLACE FUNCTION identity.licence_holders(organization uuid, today date)
 RETURNS TABLE(licence text, holders bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select e.licence, count(*)
    from identity.enablements e
    join identity.users u on u.organization_id = e.home_id and u.id = e.user_id
    where e.organization_id = licence_holders.organization and e.organization_id = any (varco.visible_organizations())
      and e.ended_at is null and u.standing in ('active', 'service') and (u.valid_to is null or u.valid_to >= licence_holders.today)
    group by e.licence
  $function$;
grant execute on function identity.licence_holders(uuid,date) to varco_app;

CREATE OR REPLACE FUNCTION identity.may_choose_at_door(chosen uuid, user_id uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    select chosen is null or exists (
      select from identity.enablements e
      join identity.organizations o on o.id = e.organization_id and o.active and o.own_door
      where e.organization_id = chosen and e.user_id = may_choose_at_door.user_id and e.ended_at is null and e.since <= at
    )
  $function$;

CREATE OR REPLACE FUNCTION identity.standings(organization uuid, users uuid[])
 RETURNS TABLE(user_id uuid, status text, disabled boolean, valid_from date, valid_to date, authorized text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select u.id, u.status, u.disabled or not h.active or not o.active, u.valid_from, u.valid_to,
      case when h.authorization_required then u.authorized::text end
    from identity.enablements e
    join identity.users u on u.organization_id = e.home_id and u.id = e.user_id
    join identity.organizations h on h.id = e.home_id
    join identity.organizations o on o.id = e.organization_id
    where e.organization_id = standings.organization and e.organization_id = any (varco.visible_organizations())
      and e.user_id = any (standings.users) and e.ended_at is null
  $function$;
grant execute on function identity.standings(uuid,uuid[]) to varco_app;

CREATE OR REPLACE FUNCTION identity.take_licence()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    begin
      select case when h.licence = 'service' then 'service' else new.licence end into strict new.licence
        from identity.enablements h where h.organization_id = new.home_id and h.user_id = new.user_id;
      return new;
    end
  $function$;
grant execute on function identity.take_licence() to varco_app;

CREATE OR REPLACE FUNCTION identity.take_sort_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    begin
      select u.sort_key into strict new.sort_key from identity.users u where u.organization_id = new.home_id and u.id = new.user_id;
      return new;
    end
  $function$;
grant execute on function identity.take_sort_key() to varco_app;

-- ---- jobs ----

create schema jobs;
grant usage on schema jobs to varco_app;

create table jobs.runs (
  organization_id uuid not null,
  id uuid not null,
  job text collate "C" not null,
  due_at timestamp(3) with time zone,
  asked_by uuid,
  asked_at timestamp(3) with time zone not null,
  input jsonb default '{}'::jsonb not null,
  state text collate "C" default 'waiting'::text not null,
  done bigint default 0 not null,
  total bigint,
  attempt integer default 0 not null,
  ran_as uuid,
  node text,
  started_at timestamp(3) with time zone,
  heartbeat_at timestamp with time zone,
  cancel_asked_at timestamp(3) with time zone,
  cancel_asked_by uuid,
  ended_at timestamp(3) with time zone,
  outcome jsonb,
  constraint runs_pkey PRIMARY KEY (organization_id, id),
  constraint runs_due_key UNIQUE (job, due_at),
  constraint runs_done_check CHECK ((done >= 0)),
  constraint runs_end_check CHECK ((((state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (ended_at IS NOT NULL)) AND ((ended_at IS NULL) = (outcome IS NULL)))),
  constraint runs_input_check CHECK (((jsonb_typeof(input) = 'object'::text) AND (length((input)::text) <= 8192))),
  constraint runs_job_check CHECK ((job ~ '^[a-z][a-z0-9-]{0,62}$'::text)),
  constraint runs_running_check CHECK (((state <> 'running'::text) OR ((started_at IS NOT NULL) AND (heartbeat_at IS NOT NULL)))),
  constraint runs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text]))),
  constraint runs_total_check CHECK ((total >= 0))
);
CREATE INDEX runs_by_job ON jobs.runs USING btree (organization_id, job, asked_at, id);
CREATE INDEX runs_by_state ON jobs.runs USING btree (organization_id, state, asked_at, id);
CREATE INDEX runs_by_time ON jobs.runs USING btree (organization_id, asked_at, id);
CREATE INDEX runs_ended ON jobs.runs USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE UNIQUE INDEX runs_one_at_a_time ON jobs.runs USING btree (organization_id, job) WHERE (state = 'running'::text);
CREATE INDEX runs_open ON jobs.runs USING btree (asked_at, id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
alter table jobs.runs enable row level security, force row level security;
create policy installation on jobs.runs to varco_owner using (true);
create policy scope on jobs.runs to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on jobs.runs to varco_app;
grant update (state, done, total, attempt, ran_as, node, started_at, heartbeat_at, cancel_asked_at, cancel_asked_by, ended_at, outcome) on jobs.runs to varco_app;

create table jobs.schedules (
  organization_id uuid not null,
  job text collate "C" not null,
  since timestamp(3) with time zone not null,
  constraint schedules_pkey PRIMARY KEY (organization_id, job)
);
alter table jobs.schedules enable row level security, force row level security;
create policy installation on jobs.schedules to varco_owner using (true);
create policy scope on jobs.schedules to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on jobs.schedules to varco_app;

create table jobs.worker (
  organization_id uuid not null,
  home_id uuid,
  user_id uuid,
  version integer default 1 not null,
  constraint worker_pkey PRIMARY KEY (organization_id),
  constraint worker_whole_check CHECK (((home_id IS NULL) = (user_id IS NULL)))
);
alter table jobs.worker enable row level security, force row level security;
create policy installation on jobs.worker to varco_owner using (true);
create policy scope on jobs.worker to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on jobs.worker to varco_app;
grant update (home_id, user_id, version) on jobs.worker to varco_app;

CREATE OR REPLACE FUNCTION jobs.claim(known text[], by_node text, at timestamp with time zone, silent_ms integer)
 RETURNS TABLE(organization_id uuid, id uuid, job text, due_at timestamp with time zone, asked_by uuid, input jsonb, attempt integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'jobs'
AS $function$
  #variable_conflict use_column
  declare
    dead timestamptz := clock_timestamp() - make_interval(secs => silent_ms / 1000.0);
  begin
    if not exists (
      select from jobs.runs r
      where r.state in ('waiting', 'running') and r.job = any (known) and (r.state = 'waiting' or r.heartbeat_at < dead)
    ) then
      return;
    end if;
    perform pg_advisory_xact_lock(7265007);
    update jobs.runs r set
      state = case when r.cancel_asked_at is null then 'failed' else 'cancelled' end,
      ended_at = claim.at,
      outcome = case when r.cancel_asked_at is null then '{"code": "node-lost"}'::jsonb else '{"code": "cancelled"}'::jsonb end
    where r.state = 'running' and r.heartbeat_at < dead and (r.attempt >= 3 or r.cancel_asked_at is not null);
    return query
      update jobs.runs r set
        state = 'running', attempt = r.attempt + 1, node = by_node, started_at = claim.at, heartbeat_at = clock_timestamp(), done = 0,
        total = null
      from (
        select c.organization_id, c.id from jobs.runs c
        where c.state in ('waiting', 'running') and c.job = any (known) and (c.state = 'waiting' or c.heartbeat_at < dead)
          and not exists (
            select from jobs.runs o
            where o.organization_id = c.organization_id and o.job = c.job and o.state = 'running' and o.id <> c.id
          )
        order by c.asked_at, c.id limit 1
        for update skip locked
      ) chosen
      where r.organization_id = chosen.organization_id and r.id = chosen.id
      returning r.organization_id, r.id, r.job, r.due_at, r.asked_by, r.input, r.attempt;
  end $function$;
grant execute on function jobs.claim(text[],text,timestamp with time zone,integer) to varco_app;

CREATE OR REPLACE FUNCTION jobs.forget_ended(before timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'jobs'
AS $function$ with gone as (delete from jobs.runs where ended_at < forget_ended.before returning 1) select count(*) from gone $function$;
grant execute on function jobs.forget_ended(timestamp with time zone) to varco_app;

-- ---- log_evidence ----

create schema log_evidence;
grant usage on schema log_evidence to varco_app;

create table log_evidence.archives (
  organization_id uuid not null,
  id uuid not null,
  asked_by uuid not null,
  asked_at timestamp(3) with time zone not null,
  from_day date,
  to_day date,
  run_id uuid not null,
  attempt integer default 0 not null,
  ready_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone,
  rows bigint,
  bytes bigint,
  chunks integer,
  sha256 bytea,
  claimed_until timestamp(3) with time zone,
  fetched_at timestamp(3) with time zone,
  withdrawn_at timestamp(3) with time zone,
  constraint archives_pkey PRIMARY KEY (organization_id, id),
  constraint archives_days_check CHECK ((from_day <= to_day)),
  constraint archives_ready_check CHECK ((num_nonnulls(ready_at, expires_at, rows, bytes, chunks, sha256) = ANY (ARRAY[0, 6])))
);
CREATE INDEX archives_by_time ON log_evidence.archives USING btree (organization_id, asked_at, id);
alter table log_evidence.archives enable row level security, force row level security;
create policy installation on log_evidence.archives to varco_owner using (true);
create policy scope on log_evidence.archives to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on log_evidence.archives to varco_app;
grant update (attempt, ready_at, expires_at, rows, bytes, chunks, sha256, claimed_until, fetched_at, withdrawn_at) on log_evidence.archives to varco_app;

create table log_evidence.chunks (
  organization_id uuid not null,
  archive_id uuid not null,
  number integer not null,
  ciphertext bytea not null,
  constraint chunks_pkey PRIMARY KEY (organization_id, archive_id, number),
  constraint chunks_organization_id_archive_id_fkey FOREIGN KEY (organization_id, archive_id) REFERENCES log_evidence.archives(organization_id, id) ON DELETE CASCADE,
  constraint chunks_number_check CHECK ((number >= 0))
);
alter table log_evidence.chunks enable row level security, force row level security;
create policy installation on log_evidence.chunks to varco_owner using (true);
create policy scope on log_evidence.chunks to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on log_evidence.chunks to varco_app;

create table log_evidence.verifications (
  organization_id uuid not null,
  id uuid not null,
  asked_by uuid not null,
  asked_at timestamp(3) with time zone not null,
  run_id uuid not null,
  file_name text,
  checkpoints text,
  public_key text,
  verdict jsonb,
  constraint verifications_pkey PRIMARY KEY (organization_id, id),
  constraint verifications_checkpoints_check CHECK ((length(checkpoints) <= 4000000)),
  constraint verifications_file_check CHECK (((checkpoints IS NULL) OR (file_name IS NOT NULL))),
  constraint verifications_file_name_check CHECK (((char_length(file_name) >= 1) AND (char_length(file_name) <= 255))),
  constraint verifications_public_key_check CHECK ((length(public_key) <= 400))
);
CREATE INDEX verifications_by_time ON log_evidence.verifications USING btree (organization_id, asked_at, id);
alter table log_evidence.verifications enable row level security, force row level security;
create policy installation on log_evidence.verifications to varco_owner using (true);
create policy scope on log_evidence.verifications to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on log_evidence.verifications to varco_app;
grant update (checkpoints, verdict) on log_evidence.verifications to varco_app;

-- ---- log_searches ----

create schema log_searches;
grant usage on schema log_searches to varco_app;

create table log_searches.exports (
  organization_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  own boolean not null,
  view jsonb not null,
  language text not null,
  asked_at timestamp(3) with time zone not null,
  expected integer,
  state text not null,
  rows integer default 0 not null,
  written_at timestamp(3) with time zone,
  constraint exports_pkey PRIMARY KEY (organization_id, id),
  constraint exports_organization_id_owner_id_fkey FOREIGN KEY (organization_id, owner_id) REFERENCES identity.enablements(organization_id, user_id) ON DELETE CASCADE,
  constraint exports_language_check CHECK ((language = ANY (ARRAY['it'::text, 'en'::text]))),
  constraint exports_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'running'::text, 'done'::text, 'broken'::text])))
);
CREATE INDEX exports_by_owner ON log_searches.exports USING btree (organization_id, owner_id);
CREATE INDEX exports_newest ON log_searches.exports USING btree (organization_id, asked_at, id) WHERE (NOT own);
CREATE UNIQUE INDEX exports_running ON log_searches.exports USING btree (organization_id, owner_id) WHERE (state = 'running'::text);
alter table log_searches.exports enable row level security, force row level security;
create policy installation on log_searches.exports to varco_owner using (true);
create policy scope on log_searches.exports to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on log_searches.exports to varco_app;
grant update (state, rows, written_at) on log_searches.exports to varco_app;

create table log_searches.searches (
  organization_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  view jsonb not null,
  shared boolean not null,
  changed_at timestamp with time zone not null,
  constraint searches_pkey PRIMARY KEY (organization_id, id),
  constraint searches_organization_id_owner_id_fkey FOREIGN KEY (organization_id, owner_id) REFERENCES identity.enablements(organization_id, user_id) ON DELETE CASCADE,
  constraint searches_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60)))
);
CREATE UNIQUE INDEX searches_by_owner ON log_searches.searches USING btree (organization_id, owner_id, lower(name));
CREATE INDEX searches_shared ON log_searches.searches USING btree (organization_id, lower(name), id) WHERE shared;
alter table log_searches.searches enable row level security, force row level security;
create policy installation on log_searches.searches to varco_owner using (true);
create policy scope on log_searches.searches to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on log_searches.searches to varco_app;
grant update (name, view, shared, changed_at) on log_searches.searches to varco_app;

-- ---- policy ----

create schema policy;
grant usage on schema policy to varco_app;

create table policy.profiles (
  organization_id uuid not null,
  profile text not null,
  version integer not null,
  since timestamp with time zone not null,
  changed_by uuid,
  reason text not null,
  breaks jsonb not null,
  constraint profiles_pkey PRIMARY KEY (organization_id, since),
  constraint profiles_organization_id_changed_by_fkey FOREIGN KEY (organization_id, changed_by) REFERENCES identity.enablements(organization_id, user_id),
  constraint profiles_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id)
);
alter table policy.profiles enable row level security, force row level security;
create policy installation on policy.profiles to varco_owner using (true);
create policy scope on policy.profiles to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on policy.profiles to varco_app;

create table policy.rules (
  organization_id uuid not null,
  owner_kind text not null,
  owner_id uuid not null,
  rule text not null,
  value jsonb,
  since timestamp with time zone not null,
  changed_by uuid,
  reason text not null,
  breaks text[] not null,
  constraint rules_pkey PRIMARY KEY (organization_id, owner_kind, owner_id, rule, since),
  constraint rules_organization_id_changed_by_fkey FOREIGN KEY (organization_id, changed_by) REFERENCES identity.enablements(organization_id, user_id),
  constraint rules_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint rules_check CHECK ((owner_id = organization_id)),
  constraint rules_owner_kind_check CHECK ((owner_kind = 'organization'::text))
);
alter table policy.rules enable row level security, force row level security;
create policy installation on policy.rules to varco_owner using (true);
create policy scope on policy.rules to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on policy.rules to varco_app;

CREATE OR REPLACE FUNCTION policy.at_the_door()
 RETURNS TABLE(profile text, version integer, rule text, value jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'policy', 'identity'
AS $function$
    with home as (select id from identity.organizations order by created_at, id limit 1),
    profile as (
      select p.profile, p.version from policy.profiles p join home on home.id = p.organization_id order by p.since desc limit 1
    ),
    latest as (
      select distinct on (r.rule) r.rule, r.value from policy.rules r join home on home.id = r.organization_id
      where r.owner_kind = 'organization' order by r.rule, r.since desc
    )
    select profile.profile, profile.version, latest.rule, latest.value from profile left join latest on true
  $function$;
grant execute on function policy.at_the_door() to varco_app;

-- ---- sessions ----

create schema sessions;
grant usage on schema sessions to varco_app;

create table sessions.sessions (
  organization_id uuid not null,
  id uuid not null,
  number bigint generated always as identity not null,
  user_id uuid not null,
  token_hash bytea not null,
  opened_at timestamp with time zone not null,
  last_active_at timestamp with time zone not null,
  idle_minutes integer not null,
  ends_at timestamp with time zone,
  due_at timestamp with time zone generated always as (LEAST((((last_active_at AT TIME ZONE 'UTC'::text) + make_interval(mins => idle_minutes)) AT TIME ZONE 'UTC'::text), ends_at)) stored not null,
  ended_at timestamp with time zone,
  end_reason text,
  context_id uuid not null,
  context_at timestamp with time zone not null,
  unit_id uuid,
  delegation_id uuid,
  assistance_organization_id uuid,
  visit_id uuid,
  constraint sessions_pkey PRIMARY KEY (organization_id, id),
  constraint sessions_token_key UNIQUE (token_hash),
  constraint sessions_context_fkey FOREIGN KEY (context_id, user_id) REFERENCES identity.enablements(organization_id, user_id),
  constraint sessions_delegation_fkey FOREIGN KEY (context_id, delegation_id) REFERENCES delegations.delegations(organization_id, id),
  constraint sessions_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.users(organization_id, id),
  constraint sessions_unit_fkey FOREIGN KEY (context_id, unit_id) REFERENCES structure.units(organization_id, id) ON DELETE SET NULL (unit_id),
  constraint sessions_visit_fkey FOREIGN KEY (assistance_organization_id, visit_id) REFERENCES assistance.visits(organization_id, id),
  constraint sessions_end_check CHECK (((ended_at IS NULL) = (end_reason IS NULL)))
);
CREATE INDEX sessions_by_delegation ON sessions.sessions USING btree (context_id, delegation_id) WHERE (delegation_id IS NOT NULL);
CREATE INDEX sessions_by_unit ON sessions.sessions USING btree (context_id, unit_id) WHERE (unit_id IS NOT NULL);
CREATE INDEX sessions_by_visit ON sessions.sessions USING btree (assistance_organization_id, visit_id) WHERE (visit_id IS NOT NULL);
CREATE INDEX sessions_ended ON sessions.sessions USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX sessions_open_by_due ON sessions.sessions USING btree (due_at) WHERE (ended_at IS NULL);
CREATE INDEX sessions_open_by_user ON sessions.sessions USING btree (organization_id, user_id) WHERE (ended_at IS NULL);
alter table sessions.sessions enable row level security, force row level security;
create policy installation on sessions.sessions to varco_owner using (true);
create policy scope on sessions.sessions to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on sessions.sessions to varco_app;
grant update (token_hash, last_active_at, ended_at, end_reason, context_id, context_at, unit_id, delegation_id, assistance_organization_id, visit_id) on sessions.sessions to varco_app;

CREATE OR REPLACE FUNCTION sessions.find(token_hash bytea)
 RETURNS TABLE(organization_id uuid, id uuid, number bigint, user_id uuid, opened_at timestamp with time zone, last_active_at timestamp with time zone, idle_minutes integer, ends_at timestamp with time zone, end_reason text, username text, family_name text, given_name text, full_name text, organization_name text, status text, disabled boolean, no_sessions boolean, valid_from date, valid_to date, authorized text, organization_active boolean, context_id uuid, unit_id uuid, delegation_id uuid, visit_id uuid, contexts json)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'sessions', 'identity'
AS $function$
    select s.organization_id, s.id, s.number, s.user_id, s.opened_at, s.last_active_at, s.idle_minutes, s.ends_at, s.end_reason,
      u.username, p.family_name, p.given_name, u.full_name, o.name, u.status, u.disabled, u.no_sessions, u.valid_from, u.valid_to,
      case when o.authorization_required then u.authorized::text end, o.active, c.organization_id, case when c.organization_id is not null then s.unit_id end,
      case when c.organization_id is not null then s.delegation_id end,
      s.visit_id,
      (
        select json_agg(json_build_object('id', other.id, 'name', other.name, 'usual', e.is_default, 'timeZone', other.time_zone,
            'loginId', case when exists (select from identity.organizations one where one.id <> other.id) then other.login_id end)
          order by other.id <> s.organization_id, other.name_folded, other.id)
        from identity.enablements e join identity.organizations other on other.id = e.organization_id and other.active
        where e.user_id = s.user_id and e.ended_at is null
      )
    from sessions.sessions s
    join identity.users u on u.organization_id = s.organization_id and u.id = s.user_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    join identity.organizations o on o.id = s.organization_id
    left join (identity.enablements c join identity.organizations co on co.id = c.organization_id and co.active)
      on c.organization_id = s.context_id and c.user_id = s.user_id and c.ended_at is null and c.since <= s.context_at
    where s.token_hash = find.token_hash
  $function$;
grant execute on function sessions.find(bytea) to varco_app;

CREATE OR REPLACE FUNCTION sessions.first_context(organization_id uuid, user_id uuid, chosen uuid, at timestamp with time zone)
 RETURNS TABLE(context_id uuid, name text, usual_id uuid, usual_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'identity'
AS $function$
    select c.id, c.name, usual.id, usual.name
    from identity.organizations usual
    join identity.organizations c on c.id = coalesce($3, usual.id)
    where usual.id = coalesce((
        select e.organization_id from identity.enablements e join identity.organizations o on o.id = e.organization_id and o.active
        where e.user_id = $2 and e.home_id = $1 and e.is_default and e.ended_at is null
      ), $1)
      and identity.may_choose_at_door($3, $2, $4)
  $function$;
grant execute on function sessions.first_context(uuid,uuid,uuid,timestamp with time zone) to varco_app;

CREATE OR REPLACE FUNCTION sessions.forget_ended(before timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'sessions'
AS $function$
    with gone as (delete from sessions.sessions where ended_at < forget_ended.before returning organization_id, user_id, id, ended_at),
    told as (
      update assistance.visits v set left_at = gone.ended_at from gone
      where v.home_id = gone.organization_id and v.user_id = gone.user_id and v.session_id = gone.id and v.left_at is null
    )
    select count(*) from gone
  $function$;
grant execute on function sessions.forget_ended(timestamp with time zone) to varco_app;

CREATE OR REPLACE FUNCTION sessions.open_by_licence(organization uuid)
 RETURNS TABLE(licence text, sessions bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select e.licence, count(*)
    from sessions.sessions s
    join identity.enablements e on e.organization_id = s.context_id and e.user_id = s.user_id
    where s.context_id = open_by_licence.organization and s.context_id = any (varco.visible_organizations()) and s.ended_at is null
    group by e.licence
  $function$;
grant execute on function sessions.open_by_licence(uuid) to varco_app;

CREATE OR REPLACE FUNCTION sessions.past_their_limit(at timestamp with time zone, at_most integer)
 RETURNS TABLE(organization_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'sessions'
AS $function$
    select s.organization_id, s.id from sessions.sessions s
    where s.ended_at is null and s.due_at <= past_their_limit.at
    order by s.due_at limit past_their_limit.at_most
  $function$;
grant execute on function sessions.past_their_limit(timestamp with time zone,integer) to varco_app;

-- ---- setup ----

create schema setup;
grant usage on schema setup to varco_app;

create table setup.demonstration (
  alone boolean default true not null,
  seed integer not null,
  made_at timestamp with time zone not null,
  filled_at timestamp with time zone,
  constraint demonstration_pkey PRIMARY KEY (alone),
  constraint demonstration_alone_check CHECK (alone)
);
grant select on setup.demonstration to varco_app;

create table setup.links (
  id uuid not null,
  token_hash bytea not null,
  expires_at timestamp with time zone not null,
  claimed_by bytea,
  answers jsonb default '{}'::jsonb not null,
  constraint links_pkey PRIMARY KEY (id),
  constraint links_claimed_by_key UNIQUE (claimed_by),
  constraint links_token_hash_key UNIQUE (token_hash)
);
grant delete, insert, select on setup.links to varco_app;
grant update (claimed_by, answers) on setup.links to varco_app;

-- ---- sign_in ----

create schema sign_in;
grant usage on schema sign_in to varco_app;

create table sign_in.attempts (
  name_mac bytea not null,
  browser_id uuid not null,
  used integer not null,
  last_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  constraint attempts_pkey PRIMARY KEY (name_mac, browser_id)
);
CREATE INDEX attempts_by_age ON sign_in.attempts USING btree (last_at);
CREATE INDEX attempts_locked ON sign_in.attempts USING btree (locked_until) WHERE (locked_until IS NOT NULL);
grant delete, insert, select on sign_in.attempts to varco_app;
grant update (used, last_at, locked_until) on sign_in.attempts to varco_app;

create table sign_in.pending (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  name_mac bytea not null,
  browser_id uuid not null,
  address_group text not null,
  started_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  return_to text,
  chosen_id uuid,
  constraint pending_pkey PRIMARY KEY (organization_id, id),
  constraint pending_token_key UNIQUE (token_hash),
  constraint pending_chosen_fkey FOREIGN KEY (chosen_id, user_id) REFERENCES identity.enablements(organization_id, user_id),
  constraint pending_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.users(organization_id, id)
);
CREATE INDEX pending_by_address ON sign_in.pending USING btree (address_group);
CREATE INDEX pending_by_end ON sign_in.pending USING btree (expires_at);
CREATE INDEX pending_by_user ON sign_in.pending USING btree (organization_id, user_id);
alter table sign_in.pending enable row level security, force row level security;
create policy installation on sign_in.pending to varco_owner using (true);
create policy scope on sign_in.pending to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on sign_in.pending to varco_app;

CREATE OR REPLACE FUNCTION sign_in.abandoned(at timestamp with time zone, at_most integer)
 RETURNS TABLE(organization_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'sign_in'
AS $function$
    select w.organization_id, w.id from sign_in.pending w where w.expires_at <= abandoned.at
    order by w.expires_at limit abandoned.at_most
  $function$;
grant execute on function sign_in.abandoned(timestamp with time zone,integer) to varco_app;

CREATE OR REPLACE FUNCTION sign_in.find_pending(token_hash bytea, at timestamp with time zone)
 RETURNS TABLE(organization_id uuid, id uuid, user_id uuid, name_mac bytea, browser_id uuid, return_to text, username text, family_name text, given_name text, entered boolean, hash text, must_change boolean, change_reason text, status text, disabled boolean, no_sessions boolean, valid_from date, valid_to date, authorized text, organization_active boolean, chosen_id uuid, enabled_there boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'sign_in', 'identity'
AS $function$
    select w.organization_id, w.id, w.user_id, w.name_mac, w.browser_id, w.return_to,
      u.username, p.family_name, p.given_name, u.entered, c.hash, c.must_change, c.change_reason, u.status, u.disabled, u.no_sessions, u.valid_from, u.valid_to,
      case when o.authorization_required then u.authorized::text end, o.active,
      w.chosen_id, identity.may_choose_at_door(w.chosen_id, w.user_id, find_pending.at)
    from sign_in.pending w
    join identity.organizations o on o.id = w.organization_id
    join identity.users u on u.organization_id = w.organization_id and u.id = w.user_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    join credentials.passwords c on c.organization_id = u.organization_id and c.user_id = u.id
    where w.token_hash = find_pending.token_hash and w.expires_at > find_pending.at
  $function$;
grant execute on function sign_in.find_pending(bytea,timestamp with time zone) to varco_app;

CREATE OR REPLACE FUNCTION sign_in.find_user(username text, today date, lasting boolean, chosen uuid, at timestamp with time zone)
 RETURNS TABLE(known boolean, organization_id uuid, user_id uuid, hash text, set_at text, must_change boolean, change_reason text, status text, disabled boolean, no_sessions boolean, valid_from date, valid_to date, authorized text, family_name text, given_name text, entered boolean, last_administrator boolean, organization_active boolean, enabled_there boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    #variable_conflict use_column
    declare
      named uuid;
      somebody uuid;
      alone boolean := false;
    begin
      select u.id into named from identity.users u where u.username = find_user.username;
      select u.id into somebody from identity.users u order by u.id limit 1;
      known := named is not null;
      somebody := coalesce(named, somebody);
      if lasting then
        select not exists (
          select from "authorization".administrators a
          join identity.users other on other.organization_id = a.organization_id and other.id = a.user_id
          where other.id <> somebody and other.organization_id = (select his.organization_id from identity.users his where his.id = somebody)
            and other.status = 'active' and not other.disabled and not other.no_sessions
            and coalesce(other.valid_from <= today, true) and coalesce(other.valid_to >= today, true)
            and (other.authorized @> today
              or not (select his.authorization_required from identity.organizations his where his.id = other.organization_id))
            and not exists (select from sign_in.attempts t where t.name_mac = other.username_mac and t.locked_until = 'infinity')
        ) into alone;
      end if;
      return query
        select find_user.known, u.organization_id, u.id, case when find_user.known then c.hash end, c.created_at::text, c.must_change,
          c.change_reason, u.status, u.disabled, u.no_sessions, u.valid_from, u.valid_to,
          case when o.authorization_required then u.authorized::text end, p.family_name, p.given_name, u.entered,
          alone and a.user_id is not null, o.active, identity.may_choose_at_door(find_user.chosen, u.id, find_user.at)
        from identity.users u
        join identity.organizations o on o.id = u.organization_id
        join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
        left join credentials.passwords c on c.organization_id = u.organization_id and c.user_id = u.id
        left join "authorization".administrators a on a.organization_id = u.organization_id and a.user_id = u.id
        where u.id = somebody;
    end
  $function$;
grant execute on function sign_in.find_user(text,date,boolean,uuid,timestamp with time zone) to varco_app;

CREATE OR REPLACE FUNCTION sign_in.pending_from(address_group text, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'sign_in'
AS $function$ select count(*) from sign_in.pending w where w.address_group = pending_from.address_group and w.expires_at > pending_from.at $function$;
grant execute on function sign_in.pending_from(text,timestamp with time zone) to varco_app;

-- ---- staff_import ----

create schema staff_import;
grant usage on schema staff_import to varco_app;

create table staff_import.blocks (
  organization_id uuid not null,
  import_id uuid not null,
  sheet smallint not null,
  block integer not null,
  rows jsonb not null,
  constraint blocks_pkey PRIMARY KEY (organization_id, import_id, sheet, block),
  constraint blocks_organization_id_import_id_fkey FOREIGN KEY (organization_id, import_id) REFERENCES staff_import.imports(organization_id, id) ON DELETE CASCADE
);
alter table staff_import.blocks enable row level security, force row level security;
create policy installation on staff_import.blocks to varco_owner using (true);
create policy scope on staff_import.blocks to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on staff_import.blocks to varco_app;

create table staff_import.imports (
  organization_id uuid not null,
  id uuid not null,
  file_name text not null,
  format text not null,
  encoding text,
  separator text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  stage text default 'uploaded'::text not null,
  sheets jsonb not null,
  options jsonb not null,
  remembered boolean not null,
  counts jsonb,
  trial text collate "C",
  run_id uuid,
  confirmed_from jsonb,
  done_at timestamp with time zone,
  kind text default 'staff'::text not null,
  constraint imports_pkey PRIMARY KEY (organization_id, id),
  constraint imports_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint imports_file_name_check CHECK (((char_length(file_name) >= 1) AND (char_length(file_name) <= 255))),
  constraint imports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text]))),
  constraint imports_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'structure'::text]))),
  constraint imports_stage_check CHECK ((stage = ANY (ARRAY['uploaded'::text, 'tried'::text, 'done'::text])))
);
CREATE INDEX imports_by_age ON staff_import.imports USING btree (expires_at);
alter table staff_import.imports enable row level security, force row level security;
create policy installation on staff_import.imports to varco_owner using (true);
create policy scope on staff_import.imports to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on staff_import.imports to varco_app;
grant update (stage, options, counts, trial, run_id, confirmed_from, done_at) on staff_import.imports to varco_app;

create table staff_import.lines (
  organization_id uuid not null,
  import_id uuid not null,
  place integer not null,
  row_number integer,
  outcome text collate "C" not null,
  name text not null,
  username text not null,
  user_id uuid,
  administrator boolean not null,
  faults jsonb not null,
  changes jsonb not null,
  constraint lines_pkey PRIMARY KEY (organization_id, import_id, place),
  constraint lines_organization_id_import_id_fkey FOREIGN KEY (organization_id, import_id) REFERENCES staff_import.imports(organization_id, id) ON DELETE CASCADE,
  constraint lines_outcome_check CHECK ((outcome = ANY (ARRAY['faulty'::text, 'new'::text, 'changed'::text, 'unchanged'::text, 'missing'::text])))
);
CREATE INDEX lines_by_outcome ON staff_import.lines USING btree (organization_id, import_id, outcome, place);
alter table staff_import.lines enable row level security, force row level security;
create policy installation on staff_import.lines to varco_owner using (true);
create policy scope on staff_import.lines to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on staff_import.lines to varco_app;
grant update (user_id) on staff_import.lines to varco_app;

create table staff_import.mappings (
  organization_id uuid not null,
  headings bytea not null,
  columns jsonb not null,
  used_at timestamp with time zone not null,
  constraint mappings_pkey PRIMARY KEY (organization_id, headings),
  constraint mappings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id)
);
alter table staff_import.mappings enable row level security, force row level security;
create policy installation on staff_import.mappings to varco_owner using (true);
create policy scope on staff_import.mappings to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on staff_import.mappings to varco_app;
grant update (columns, used_at) on staff_import.mappings to varco_app;

CREATE OR REPLACE FUNCTION staff_import.forget_expired(at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    declare
      forgotten int;
    begin
      delete from staff_import.imports i where i.expires_at < at;
      get diagnostics forgotten = row_count;
      return forgotten;
    end
  $function$;
grant execute on function staff_import.forget_expired(timestamp with time zone) to varco_app;

-- ---- statements ----

create schema statements;
grant usage on schema statements to varco_app;

create table statements.texts (
  organization_id uuid not null,
  statement text not null,
  version integer not null,
  it text,
  en text,
  since timestamp with time zone not null,
  changed_by uuid not null,
  constraint texts_pkey PRIMARY KEY (organization_id, statement, version),
  constraint texts_organization_id_changed_by_fkey FOREIGN KEY (organization_id, changed_by) REFERENCES identity.enablements(organization_id, user_id),
  constraint texts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint texts_en_check CHECK (((length(en) >= 1) AND (length(en) <= 20000))),
  constraint texts_it_check CHECK (((length(it) >= 1) AND (length(it) <= 20000))),
  constraint texts_statement_check CHECK ((statement = ANY (ARRAY['accessibility'::text, 'privacy'::text]))),
  constraint texts_version_check CHECK ((version > 0))
);
alter table statements.texts enable row level security, force row level security;
create policy installation on statements.texts to varco_owner using (true);
create policy scope on statements.texts to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant insert, select on statements.texts to varco_app;

CREATE OR REPLACE FUNCTION statements.in_force(statement text)
 RETURNS TABLE(version integer, it text, en text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'statements', 'identity'
AS $function$
    select t.version, t.it, t.en from statements.texts t
    where t.organization_id = (select o.id from identity.organizations o order by o.created_at, o.id limit 1)
      and t.statement = in_force.statement
    order by t.version desc limit 1
  $function$;
grant execute on function statements.in_force(text) to varco_app;

-- ---- structure ----

create schema structure;
grant usage on schema structure to varco_app;

create table structure.departments (
  organization_id uuid not null,
  id uuid not null,
  name text not null,
  name_folded text collate "C" not null,
  name_en text,
  active boolean default true not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint departments_pkey PRIMARY KEY (organization_id, id),
  constraint departments_name_key UNIQUE (organization_id, name_folded),
  constraint departments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id),
  constraint departments_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  constraint departments_name_en_check CHECK (((char_length(name_en) >= 1) AND (char_length(name_en) <= 200)))
);
alter table structure.departments enable row level security, force row level security;
create policy installation on structure.departments to varco_owner using (true);
create policy scope on structure.departments to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on structure.departments to varco_app;
grant update (name, name_folded, name_en, active, version) on structure.departments to varco_app;

create table structure.placements (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  unit_id uuid not null,
  starts_on date not null,
  ends_on date,
  qualification text default ''::text not null,
  constraint placements_pkey PRIMARY KEY (organization_id, id),
  constraint placements_overlap EXCLUDE USING gist (organization_id WITH =, user_id WITH =, unit_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&),
  constraint placements_organization_id_unit_id_fkey FOREIGN KEY (organization_id, unit_id) REFERENCES structure.units(organization_id, id),
  constraint placements_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES identity.enablements(organization_id, user_id),
  constraint placements_days_check CHECK ((ends_on >= starts_on)),
  constraint placements_qualification_check CHECK ((char_length(qualification) <= 100))
);
CREATE INDEX placements_by_unit ON structure.placements USING btree (organization_id, unit_id, starts_on) INCLUDE (user_id, ends_on);
CREATE INDEX placements_by_user ON structure.placements USING btree (organization_id, user_id, starts_on);
alter table structure.placements enable row level security, force row level security;
create policy installation on structure.placements to varco_owner using (true);
create policy scope on structure.placements to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on structure.placements to varco_app;
grant update (starts_on, ends_on, qualification) on structure.placements to varco_app;

create table structure.units (
  organization_id uuid not null,
  id uuid not null,
  department_id uuid not null,
  name text not null,
  name_folded text collate "C" not null,
  name_en text,
  site text default ''::text not null,
  active boolean default true not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint units_pkey PRIMARY KEY (organization_id, id),
  constraint units_department_key UNIQUE (organization_id, id, department_id),
  constraint units_name_key UNIQUE (organization_id, department_id, name_folded),
  constraint units_organization_id_department_id_fkey FOREIGN KEY (organization_id, department_id) REFERENCES structure.departments(organization_id, id),
  constraint units_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  constraint units_name_en_check CHECK (((char_length(name_en) >= 1) AND (char_length(name_en) <= 200))),
  constraint units_site_check CHECK ((char_length(site) <= 200))
);
CREATE INDEX units_by_name ON structure.units USING btree (organization_id, name_folded, id) WHERE active;
alter table structure.units enable row level security, force row level security;
create policy installation on structure.units to varco_owner using (true);
create policy scope on structure.units to varco_app using ((organization_id = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[])));
grant delete, insert, select on structure.units to varco_app;
grant update (department_id, name, name_folded, name_en, site, active, version) on structure.units to varco_app;

CREATE OR REPLACE FUNCTION structure.cash_dist(money, money)
 RETURNS money
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$cash_dist$function$;
grant execute on function structure.cash_dist(money,money) to public;

CREATE OR REPLACE FUNCTION structure.date_dist(date, date)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$date_dist$function$;
grant execute on function structure.date_dist(date,date) to public;

CREATE OR REPLACE FUNCTION structure.float4_dist(real, real)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$float4_dist$function$;
grant execute on function structure.float4_dist(real,real) to public;

CREATE OR REPLACE FUNCTION structure.float8_dist(double precision, double precision)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$float8_dist$function$;
grant execute on function structure.float8_dist(double precision,double precision) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bit_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bit_compress$function$;
grant execute on function structure.gbt_bit_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bit_consistent(internal, bit, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bit_consistent$function$;
grant execute on function structure.gbt_bit_consistent(internal,bit,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bit_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bit_penalty$function$;
grant execute on function structure.gbt_bit_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bit_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bit_picksplit$function$;
grant execute on function structure.gbt_bit_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bit_same(structure.gbtreekey_var, structure.gbtreekey_var, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bit_same$function$;
grant execute on function structure.gbt_bit_same(structure.gbtreekey_var,structure.gbtreekey_var,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bit_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bit_sortsupport$function$;
grant execute on function structure.gbt_bit_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bit_union(internal, internal)
 RETURNS structure.gbtreekey_var
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bit_union$function$;
grant execute on function structure.gbt_bit_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bool_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gist', $function$gbt_bool_compress$function$;
grant execute on function structure.gbt_bool_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bool_consistent(internal, boolean, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gist', $function$gbt_bool_consistent$function$;
grant execute on function structure.gbt_bool_consistent(internal,boolean,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bool_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gist', $function$gbt_bool_fetch$function$;
grant execute on function structure.gbt_bool_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bool_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gist', $function$gbt_bool_penalty$function$;
grant execute on function structure.gbt_bool_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bool_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gist', $function$gbt_bool_picksplit$function$;
grant execute on function structure.gbt_bool_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bool_same(structure.gbtreekey2, structure.gbtreekey2, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gist', $function$gbt_bool_same$function$;
grant execute on function structure.gbt_bool_same(structure.gbtreekey2,structure.gbtreekey2,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bool_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bool_sortsupport$function$;
grant execute on function structure.gbt_bool_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bool_union(internal, internal)
 RETURNS structure.gbtreekey2
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gist', $function$gbt_bool_union$function$;
grant execute on function structure.gbt_bool_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bpchar_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bpchar_compress$function$;
grant execute on function structure.gbt_bpchar_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bpchar_consistent(internal, character, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bpchar_consistent$function$;
grant execute on function structure.gbt_bpchar_consistent(internal,character,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bpchar_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bpchar_sortsupport$function$;
grant execute on function structure.gbt_bpchar_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bytea_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bytea_compress$function$;
grant execute on function structure.gbt_bytea_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bytea_consistent(internal, bytea, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bytea_consistent$function$;
grant execute on function structure.gbt_bytea_consistent(internal,bytea,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bytea_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bytea_penalty$function$;
grant execute on function structure.gbt_bytea_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bytea_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bytea_picksplit$function$;
grant execute on function structure.gbt_bytea_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bytea_same(structure.gbtreekey_var, structure.gbtreekey_var, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bytea_same$function$;
grant execute on function structure.gbt_bytea_same(structure.gbtreekey_var,structure.gbtreekey_var,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bytea_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bytea_sortsupport$function$;
grant execute on function structure.gbt_bytea_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_bytea_union(internal, internal)
 RETURNS structure.gbtreekey_var
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_bytea_union$function$;
grant execute on function structure.gbt_bytea_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_cash_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_cash_compress$function$;
grant execute on function structure.gbt_cash_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_cash_consistent(internal, money, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_cash_consistent$function$;
grant execute on function structure.gbt_cash_consistent(internal,money,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_cash_distance(internal, money, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_cash_distance$function$;
grant execute on function structure.gbt_cash_distance(internal,money,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_cash_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_cash_fetch$function$;
grant execute on function structure.gbt_cash_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_cash_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_cash_penalty$function$;
grant execute on function structure.gbt_cash_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_cash_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_cash_picksplit$function$;
grant execute on function structure.gbt_cash_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_cash_same(structure.gbtreekey16, structure.gbtreekey16, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_cash_same$function$;
grant execute on function structure.gbt_cash_same(structure.gbtreekey16,structure.gbtreekey16,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_cash_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_cash_sortsupport$function$;
grant execute on function structure.gbt_cash_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_cash_union(internal, internal)
 RETURNS structure.gbtreekey16
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_cash_union$function$;
grant execute on function structure.gbt_cash_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_date_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_date_compress$function$;
grant execute on function structure.gbt_date_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_date_consistent(internal, date, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_date_consistent$function$;
grant execute on function structure.gbt_date_consistent(internal,date,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_date_distance(internal, date, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_date_distance$function$;
grant execute on function structure.gbt_date_distance(internal,date,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_date_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_date_fetch$function$;
grant execute on function structure.gbt_date_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_date_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_date_penalty$function$;
grant execute on function structure.gbt_date_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_date_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_date_picksplit$function$;
grant execute on function structure.gbt_date_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_date_same(structure.gbtreekey8, structure.gbtreekey8, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_date_same$function$;
grant execute on function structure.gbt_date_same(structure.gbtreekey8,structure.gbtreekey8,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_date_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_date_sortsupport$function$;
grant execute on function structure.gbt_date_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_date_union(internal, internal)
 RETURNS structure.gbtreekey8
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_date_union$function$;
grant execute on function structure.gbt_date_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_decompress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_decompress$function$;
grant execute on function structure.gbt_decompress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_enum_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_enum_compress$function$;
grant execute on function structure.gbt_enum_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_enum_consistent(internal, anyenum, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_enum_consistent$function$;
grant execute on function structure.gbt_enum_consistent(internal,anyenum,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_enum_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_enum_fetch$function$;
grant execute on function structure.gbt_enum_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_enum_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_enum_penalty$function$;
grant execute on function structure.gbt_enum_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_enum_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_enum_picksplit$function$;
grant execute on function structure.gbt_enum_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_enum_same(structure.gbtreekey8, structure.gbtreekey8, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_enum_same$function$;
grant execute on function structure.gbt_enum_same(structure.gbtreekey8,structure.gbtreekey8,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_enum_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_enum_sortsupport$function$;
grant execute on function structure.gbt_enum_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_enum_union(internal, internal)
 RETURNS structure.gbtreekey8
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_enum_union$function$;
grant execute on function structure.gbt_enum_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float4_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float4_compress$function$;
grant execute on function structure.gbt_float4_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float4_consistent(internal, real, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float4_consistent$function$;
grant execute on function structure.gbt_float4_consistent(internal,real,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float4_distance(internal, real, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float4_distance$function$;
grant execute on function structure.gbt_float4_distance(internal,real,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float4_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float4_fetch$function$;
grant execute on function structure.gbt_float4_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float4_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float4_penalty$function$;
grant execute on function structure.gbt_float4_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float4_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float4_picksplit$function$;
grant execute on function structure.gbt_float4_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float4_same(structure.gbtreekey8, structure.gbtreekey8, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float4_same$function$;
grant execute on function structure.gbt_float4_same(structure.gbtreekey8,structure.gbtreekey8,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float4_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float4_sortsupport$function$;
grant execute on function structure.gbt_float4_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float4_union(internal, internal)
 RETURNS structure.gbtreekey8
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float4_union$function$;
grant execute on function structure.gbt_float4_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float8_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float8_compress$function$;
grant execute on function structure.gbt_float8_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float8_consistent(internal, double precision, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float8_consistent$function$;
grant execute on function structure.gbt_float8_consistent(internal,double precision,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float8_distance(internal, double precision, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float8_distance$function$;
grant execute on function structure.gbt_float8_distance(internal,double precision,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float8_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float8_fetch$function$;
grant execute on function structure.gbt_float8_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float8_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float8_penalty$function$;
grant execute on function structure.gbt_float8_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float8_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float8_picksplit$function$;
grant execute on function structure.gbt_float8_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float8_same(structure.gbtreekey16, structure.gbtreekey16, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float8_same$function$;
grant execute on function structure.gbt_float8_same(structure.gbtreekey16,structure.gbtreekey16,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float8_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float8_sortsupport$function$;
grant execute on function structure.gbt_float8_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_float8_union(internal, internal)
 RETURNS structure.gbtreekey16
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_float8_union$function$;
grant execute on function structure.gbt_float8_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_inet_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_inet_compress$function$;
grant execute on function structure.gbt_inet_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_inet_consistent(internal, inet, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_inet_consistent$function$;
grant execute on function structure.gbt_inet_consistent(internal,inet,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_inet_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_inet_penalty$function$;
grant execute on function structure.gbt_inet_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_inet_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_inet_picksplit$function$;
grant execute on function structure.gbt_inet_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_inet_same(structure.gbtreekey16, structure.gbtreekey16, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_inet_same$function$;
grant execute on function structure.gbt_inet_same(structure.gbtreekey16,structure.gbtreekey16,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_inet_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_inet_sortsupport$function$;
grant execute on function structure.gbt_inet_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_inet_union(internal, internal)
 RETURNS structure.gbtreekey16
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_inet_union$function$;
grant execute on function structure.gbt_inet_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int2_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int2_compress$function$;
grant execute on function structure.gbt_int2_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int2_consistent(internal, smallint, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int2_consistent$function$;
grant execute on function structure.gbt_int2_consistent(internal,smallint,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int2_distance(internal, smallint, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int2_distance$function$;
grant execute on function structure.gbt_int2_distance(internal,smallint,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int2_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int2_fetch$function$;
grant execute on function structure.gbt_int2_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int2_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int2_penalty$function$;
grant execute on function structure.gbt_int2_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int2_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int2_picksplit$function$;
grant execute on function structure.gbt_int2_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int2_same(structure.gbtreekey4, structure.gbtreekey4, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int2_same$function$;
grant execute on function structure.gbt_int2_same(structure.gbtreekey4,structure.gbtreekey4,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int2_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int2_sortsupport$function$;
grant execute on function structure.gbt_int2_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int2_union(internal, internal)
 RETURNS structure.gbtreekey4
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int2_union$function$;
grant execute on function structure.gbt_int2_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int4_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int4_compress$function$;
grant execute on function structure.gbt_int4_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int4_consistent(internal, integer, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int4_consistent$function$;
grant execute on function structure.gbt_int4_consistent(internal,integer,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int4_distance(internal, integer, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int4_distance$function$;
grant execute on function structure.gbt_int4_distance(internal,integer,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int4_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int4_fetch$function$;
grant execute on function structure.gbt_int4_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int4_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int4_penalty$function$;
grant execute on function structure.gbt_int4_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int4_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int4_picksplit$function$;
grant execute on function structure.gbt_int4_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int4_same(structure.gbtreekey8, structure.gbtreekey8, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int4_same$function$;
grant execute on function structure.gbt_int4_same(structure.gbtreekey8,structure.gbtreekey8,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int4_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int4_sortsupport$function$;
grant execute on function structure.gbt_int4_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int4_union(internal, internal)
 RETURNS structure.gbtreekey8
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int4_union$function$;
grant execute on function structure.gbt_int4_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int8_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int8_compress$function$;
grant execute on function structure.gbt_int8_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int8_consistent(internal, bigint, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int8_consistent$function$;
grant execute on function structure.gbt_int8_consistent(internal,bigint,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int8_distance(internal, bigint, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int8_distance$function$;
grant execute on function structure.gbt_int8_distance(internal,bigint,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int8_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int8_fetch$function$;
grant execute on function structure.gbt_int8_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int8_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int8_penalty$function$;
grant execute on function structure.gbt_int8_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int8_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int8_picksplit$function$;
grant execute on function structure.gbt_int8_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int8_same(structure.gbtreekey16, structure.gbtreekey16, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int8_same$function$;
grant execute on function structure.gbt_int8_same(structure.gbtreekey16,structure.gbtreekey16,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int8_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int8_sortsupport$function$;
grant execute on function structure.gbt_int8_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_int8_union(internal, internal)
 RETURNS structure.gbtreekey16
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_int8_union$function$;
grant execute on function structure.gbt_int8_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_compress$function$;
grant execute on function structure.gbt_intv_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_consistent(internal, interval, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_consistent$function$;
grant execute on function structure.gbt_intv_consistent(internal,interval,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_decompress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_decompress$function$;
grant execute on function structure.gbt_intv_decompress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_distance(internal, interval, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_distance$function$;
grant execute on function structure.gbt_intv_distance(internal,interval,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_fetch$function$;
grant execute on function structure.gbt_intv_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_penalty$function$;
grant execute on function structure.gbt_intv_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_picksplit$function$;
grant execute on function structure.gbt_intv_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_same(structure.gbtreekey32, structure.gbtreekey32, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_same$function$;
grant execute on function structure.gbt_intv_same(structure.gbtreekey32,structure.gbtreekey32,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_sortsupport$function$;
grant execute on function structure.gbt_intv_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_intv_union(internal, internal)
 RETURNS structure.gbtreekey32
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_intv_union$function$;
grant execute on function structure.gbt_intv_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad8_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad8_compress$function$;
grant execute on function structure.gbt_macad8_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad8_consistent(internal, macaddr8, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad8_consistent$function$;
grant execute on function structure.gbt_macad8_consistent(internal,macaddr8,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad8_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad8_fetch$function$;
grant execute on function structure.gbt_macad8_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad8_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad8_penalty$function$;
grant execute on function structure.gbt_macad8_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad8_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad8_picksplit$function$;
grant execute on function structure.gbt_macad8_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad8_same(structure.gbtreekey16, structure.gbtreekey16, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad8_same$function$;
grant execute on function structure.gbt_macad8_same(structure.gbtreekey16,structure.gbtreekey16,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad8_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad8_sortsupport$function$;
grant execute on function structure.gbt_macad8_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad8_union(internal, internal)
 RETURNS structure.gbtreekey16
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad8_union$function$;
grant execute on function structure.gbt_macad8_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad_compress$function$;
grant execute on function structure.gbt_macad_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad_consistent(internal, macaddr, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad_consistent$function$;
grant execute on function structure.gbt_macad_consistent(internal,macaddr,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad_fetch$function$;
grant execute on function structure.gbt_macad_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad_penalty$function$;
grant execute on function structure.gbt_macad_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad_picksplit$function$;
grant execute on function structure.gbt_macad_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad_same(structure.gbtreekey16, structure.gbtreekey16, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad_same$function$;
grant execute on function structure.gbt_macad_same(structure.gbtreekey16,structure.gbtreekey16,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macad_union(internal, internal)
 RETURNS structure.gbtreekey16
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macad_union$function$;
grant execute on function structure.gbt_macad_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_macaddr_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_macaddr_sortsupport$function$;
grant execute on function structure.gbt_macaddr_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_numeric_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_numeric_compress$function$;
grant execute on function structure.gbt_numeric_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_numeric_consistent(internal, numeric, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_numeric_consistent$function$;
grant execute on function structure.gbt_numeric_consistent(internal,numeric,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_numeric_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_numeric_penalty$function$;
grant execute on function structure.gbt_numeric_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_numeric_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_numeric_picksplit$function$;
grant execute on function structure.gbt_numeric_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_numeric_same(structure.gbtreekey_var, structure.gbtreekey_var, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_numeric_same$function$;
grant execute on function structure.gbt_numeric_same(structure.gbtreekey_var,structure.gbtreekey_var,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_numeric_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_numeric_sortsupport$function$;
grant execute on function structure.gbt_numeric_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_numeric_union(internal, internal)
 RETURNS structure.gbtreekey_var
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_numeric_union$function$;
grant execute on function structure.gbt_numeric_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_oid_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_oid_compress$function$;
grant execute on function structure.gbt_oid_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_oid_consistent(internal, oid, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_oid_consistent$function$;
grant execute on function structure.gbt_oid_consistent(internal,oid,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_oid_distance(internal, oid, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_oid_distance$function$;
grant execute on function structure.gbt_oid_distance(internal,oid,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_oid_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_oid_fetch$function$;
grant execute on function structure.gbt_oid_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_oid_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_oid_penalty$function$;
grant execute on function structure.gbt_oid_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_oid_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_oid_picksplit$function$;
grant execute on function structure.gbt_oid_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_oid_same(structure.gbtreekey8, structure.gbtreekey8, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_oid_same$function$;
grant execute on function structure.gbt_oid_same(structure.gbtreekey8,structure.gbtreekey8,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_oid_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_oid_sortsupport$function$;
grant execute on function structure.gbt_oid_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_oid_union(internal, internal)
 RETURNS structure.gbtreekey8
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_oid_union$function$;
grant execute on function structure.gbt_oid_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_text_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_text_compress$function$;
grant execute on function structure.gbt_text_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_text_consistent(internal, text, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_text_consistent$function$;
grant execute on function structure.gbt_text_consistent(internal,text,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_text_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_text_penalty$function$;
grant execute on function structure.gbt_text_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_text_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_text_picksplit$function$;
grant execute on function structure.gbt_text_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_text_same(structure.gbtreekey_var, structure.gbtreekey_var, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_text_same$function$;
grant execute on function structure.gbt_text_same(structure.gbtreekey_var,structure.gbtreekey_var,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_text_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_text_sortsupport$function$;
grant execute on function structure.gbt_text_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_text_union(internal, internal)
 RETURNS structure.gbtreekey_var
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_text_union$function$;
grant execute on function structure.gbt_text_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_time_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_time_compress$function$;
grant execute on function structure.gbt_time_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_time_consistent(internal, time without time zone, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_time_consistent$function$;
grant execute on function structure.gbt_time_consistent(internal,time without time zone,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_time_distance(internal, time without time zone, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_time_distance$function$;
grant execute on function structure.gbt_time_distance(internal,time without time zone,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_time_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_time_fetch$function$;
grant execute on function structure.gbt_time_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_time_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_time_penalty$function$;
grant execute on function structure.gbt_time_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_time_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_time_picksplit$function$;
grant execute on function structure.gbt_time_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_time_same(structure.gbtreekey16, structure.gbtreekey16, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_time_same$function$;
grant execute on function structure.gbt_time_same(structure.gbtreekey16,structure.gbtreekey16,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_time_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_time_sortsupport$function$;
grant execute on function structure.gbt_time_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_time_union(internal, internal)
 RETURNS structure.gbtreekey16
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_time_union$function$;
grant execute on function structure.gbt_time_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_timetz_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_timetz_compress$function$;
grant execute on function structure.gbt_timetz_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_timetz_consistent(internal, time with time zone, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_timetz_consistent$function$;
grant execute on function structure.gbt_timetz_consistent(internal,time with time zone,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_ts_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_ts_compress$function$;
grant execute on function structure.gbt_ts_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_ts_consistent(internal, timestamp without time zone, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_ts_consistent$function$;
grant execute on function structure.gbt_ts_consistent(internal,timestamp without time zone,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_ts_distance(internal, timestamp without time zone, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_ts_distance$function$;
grant execute on function structure.gbt_ts_distance(internal,timestamp without time zone,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_ts_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_ts_fetch$function$;
grant execute on function structure.gbt_ts_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_ts_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_ts_penalty$function$;
grant execute on function structure.gbt_ts_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_ts_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_ts_picksplit$function$;
grant execute on function structure.gbt_ts_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_ts_same(structure.gbtreekey16, structure.gbtreekey16, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_ts_same$function$;
grant execute on function structure.gbt_ts_same(structure.gbtreekey16,structure.gbtreekey16,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_ts_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_ts_sortsupport$function$;
grant execute on function structure.gbt_ts_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_ts_union(internal, internal)
 RETURNS structure.gbtreekey16
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_ts_union$function$;
grant execute on function structure.gbt_ts_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_tstz_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_tstz_compress$function$;
grant execute on function structure.gbt_tstz_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_tstz_consistent(internal, timestamp with time zone, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_tstz_consistent$function$;
grant execute on function structure.gbt_tstz_consistent(internal,timestamp with time zone,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_tstz_distance(internal, timestamp with time zone, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_tstz_distance$function$;
grant execute on function structure.gbt_tstz_distance(internal,timestamp with time zone,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_uuid_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_uuid_compress$function$;
grant execute on function structure.gbt_uuid_compress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_uuid_consistent(internal, uuid, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_uuid_consistent$function$;
grant execute on function structure.gbt_uuid_consistent(internal,uuid,smallint,oid,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_uuid_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_uuid_fetch$function$;
grant execute on function structure.gbt_uuid_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_uuid_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_uuid_penalty$function$;
grant execute on function structure.gbt_uuid_penalty(internal,internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_uuid_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_uuid_picksplit$function$;
grant execute on function structure.gbt_uuid_picksplit(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_uuid_same(structure.gbtreekey32, structure.gbtreekey32, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_uuid_same$function$;
grant execute on function structure.gbt_uuid_same(structure.gbtreekey32,structure.gbtreekey32,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_uuid_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_uuid_sortsupport$function$;
grant execute on function structure.gbt_uuid_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_uuid_union(internal, internal)
 RETURNS structure.gbtreekey32
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_uuid_union$function$;
grant execute on function structure.gbt_uuid_union(internal,internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_var_decompress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_var_decompress$function$;
grant execute on function structure.gbt_var_decompress(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_var_fetch(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_var_fetch$function$;
grant execute on function structure.gbt_var_fetch(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbt_varbit_sortsupport(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbt_varbit_sortsupport$function$;
grant execute on function structure.gbt_varbit_sortsupport(internal) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey16_in(cstring)
 RETURNS structure.gbtreekey16
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_in$function$;
grant execute on function structure.gbtreekey16_in(cstring) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey16_out(structure.gbtreekey16)
 RETURNS cstring
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_out$function$;
grant execute on function structure.gbtreekey16_out(structure.gbtreekey16) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey2_in(cstring)
 RETURNS structure.gbtreekey2
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_in$function$;
grant execute on function structure.gbtreekey2_in(cstring) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey2_out(structure.gbtreekey2)
 RETURNS cstring
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_out$function$;
grant execute on function structure.gbtreekey2_out(structure.gbtreekey2) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey32_in(cstring)
 RETURNS structure.gbtreekey32
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_in$function$;
grant execute on function structure.gbtreekey32_in(cstring) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey32_out(structure.gbtreekey32)
 RETURNS cstring
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_out$function$;
grant execute on function structure.gbtreekey32_out(structure.gbtreekey32) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey4_in(cstring)
 RETURNS structure.gbtreekey4
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_in$function$;
grant execute on function structure.gbtreekey4_in(cstring) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey4_out(structure.gbtreekey4)
 RETURNS cstring
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_out$function$;
grant execute on function structure.gbtreekey4_out(structure.gbtreekey4) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey8_in(cstring)
 RETURNS structure.gbtreekey8
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_in$function$;
grant execute on function structure.gbtreekey8_in(cstring) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey8_out(structure.gbtreekey8)
 RETURNS cstring
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_out$function$;
grant execute on function structure.gbtreekey8_out(structure.gbtreekey8) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey_var_in(cstring)
 RETURNS structure.gbtreekey_var
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_in$function$;
grant execute on function structure.gbtreekey_var_in(cstring) to public;

CREATE OR REPLACE FUNCTION structure.gbtreekey_var_out(structure.gbtreekey_var)
 RETURNS cstring
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gbtreekey_out$function$;
grant execute on function structure.gbtreekey_var_out(structure.gbtreekey_var) to public;

CREATE OR REPLACE FUNCTION structure.gist_translate_cmptype_btree(integer)
 RETURNS smallint
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$gist_translate_cmptype_btree$function$;
grant execute on function structure.gist_translate_cmptype_btree(integer) to public;

CREATE OR REPLACE FUNCTION structure.int2_dist(smallint, smallint)
 RETURNS smallint
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$int2_dist$function$;
grant execute on function structure.int2_dist(smallint,smallint) to public;

CREATE OR REPLACE FUNCTION structure.int4_dist(integer, integer)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$int4_dist$function$;
grant execute on function structure.int4_dist(integer,integer) to public;

CREATE OR REPLACE FUNCTION structure.int8_dist(bigint, bigint)
 RETURNS bigint
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$int8_dist$function$;
grant execute on function structure.int8_dist(bigint,bigint) to public;

CREATE OR REPLACE FUNCTION structure.interval_dist(interval, interval)
 RETURNS interval
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$interval_dist$function$;
grant execute on function structure.interval_dist(interval,interval) to public;

CREATE OR REPLACE FUNCTION structure.oid_dist(oid, oid)
 RETURNS oid
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$oid_dist$function$;
grant execute on function structure.oid_dist(oid,oid) to public;

CREATE OR REPLACE FUNCTION structure.time_dist(time without time zone, time without time zone)
 RETURNS interval
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$time_dist$function$;
grant execute on function structure.time_dist(time without time zone,time without time zone) to public;

CREATE OR REPLACE FUNCTION structure.ts_dist(timestamp without time zone, timestamp without time zone)
 RETURNS interval
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$ts_dist$function$;
grant execute on function structure.ts_dist(timestamp without time zone,timestamp without time zone) to public;

CREATE OR REPLACE FUNCTION structure.tstz_dist(timestamp with time zone, timestamp with time zone)
 RETURNS interval
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/btree_gist', $function$tstz_dist$function$;
grant execute on function structure.tstz_dist(timestamp with time zone,timestamp with time zone) to public;

-- ---- varco ----

create schema varco;
grant usage on schema varco to varco_app;

create table varco.migrations (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migrations_pkey PRIMARY KEY (name)
);
grant select on varco.migrations to varco_app;

create table varco."returning" (
  said text not null
);
grant select on varco."returning" to varco_app;

CREATE OR REPLACE FUNCTION varco.visible_organizations()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select string_to_array(nullif(current_setting('varco.organizations', true), ''), ',')::uuid[] $function$;
grant execute on function varco.visible_organizations() to public;
grant execute on function varco.visible_organizations() to varco_app;
