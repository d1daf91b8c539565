-- How long the access log is kept, and the purge of whole months (requirements D5 f, R5.12, R3.56): what may go is decided here again,
-- whatever the code that asks believes.

-- Months by their seals, without reading the log: what a purge would take, and whether the log has lived through a month.
create index seals_by_month on access_log.seals (month) include (rows, first_at, last_at) where kind = 1 and not kept;
create index seals_of_any_row on access_log.seals (month) where kind = 1;
-- A month goes once. What is dated into it later stays.
create unique index seals_purge on access_log.seals (month) where kind = 4;

-- Each choice ever made; the last one counts. Without any: 730 days.
create table access_log.retention (
  number int generated always as identity primary key,
  -- null: for ever.
  days int check (days between 180 and 36500),
  days_before int,
  chosen_at timestamptz(3) not null,
  -- A shorter time waits for a week, so that whoever has an administrator's session cannot empty the log before somebody looks.
  acts_from timestamptz(3) not null,
  by_user_id uuid,
  by_operator text,
  reason text not null check (char_length(reason) between 1 and 500),
  constraint retention_by_check check (num_nonnulls(by_user_id, by_operator) = 1)
);
select access_log.guard('access_log.retention');
grant select on access_log.retention to :"app";

-- How many days hold at an instant; null: for ever. A later choice takes the place of one that has not acted yet.
create function access_log.retention_days(at timestamptz) returns int
  language plpgsql stable
  set search_path = pg_catalog
  as $$
    declare
      last access_log.retention;
    begin
      select * into last from access_log.retention r order by r.number desc limit 1;
      if not found then return 730; end if;
      return case when last.acts_from <= at then last.days else last.days_before end;
    end
  $$;

-- Named function: adds a choice; when it acts is decided by the clock that is later, what held before by the one that is earlier.
create function access_log.choose_retention(days int, chosen_at timestamptz, by_user_id uuid, by_operator text, reason text) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
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
  $$;

-- From when on a month may go: it has ended, so many days have passed, and never fewer than 180.
create function access_log.purgeable_from(month date, days int) returns timestamptz
  language sql immutable
  set timezone = 'UTC'
  as $$ select (month + interval '1 month')::timestamptz + greatest(days, 180) * interval '24 hours' $$;

-- What holds the purge of a month back at an instant; null: nothing. The code asks before it begins, drop_month asks again.
create function access_log.purge_hindrance(month date, at timestamptz) returns text
  language plpgsql stable
  set search_path = pg_catalog
  set timezone = 'UTC'
  as $$
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
  $$;

-- Which values the rows of a purged month named: whether another row still does is asked in steps, after the month has gone.
create table access_log.leftovers (
  month date not null,
  dictionary text not null check (dictionary in ('subjects', 'addresses', 'browsers', 'details')),
  id int not null,
  primary key (month, dictionary, id)
);

create function access_log.note_leftovers(month date) returns void
  language plpgsql volatile
  set search_path = pg_catalog
  set timezone = 'UTC'
  as $$
    begin
      execute format(
        $q$insert into access_log.leftovers (month, dictionary, id)
          select distinct $1, v.dictionary, v.id from access_log.%I e, lateral (values
            ('subjects', e.subject_id), ('subjects', e.actor_id), ('subjects', e.on_behalf_of), ('addresses', e.address_id),
            ('browsers', e.browser_id), ('details', e.detail_id)) v (dictionary, id)
          where v.id is not null on conflict do nothing$q$,
        format('entries_%s', to_char(month, 'YYYY_MM'))) using month;
    end
  $$;

-- Drops a month whose purge has just been sealed and signed, in the transaction that did so: without that seal nothing goes.
create function access_log.drop_month(month date, at timestamptz) returns void
  language plpgsql volatile
  set search_path = pg_catalog
  set timezone = 'UTC'
  as $$
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
  $$;

-- Of some values those that no row names. What changed is a value of its own for each row, and goes with it.
create function access_log.unnamed(dictionary text, ids int[]) returns int[]
  language plpgsql stable
  set search_path = pg_catalog
  as $$
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
  $$;

-- Erases values that no row named below a transaction, and that none names since: who writes meanwhile waits, or is seen. A value that does
-- not answer to its commitment was tampered with and stays, to be told. Answers how many.
create function access_log.erase_unnamed(dictionary text, ids int[], below bigint, at timestamptz) returns int
  language plpgsql volatile
  set search_path = pg_catalog
  as $$
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
  $$;

revoke all on function access_log.retention_days(timestamptz), access_log.choose_retention(int, timestamptz, uuid, text, text),
  access_log.purgeable_from(date, int), access_log.purge_hindrance(date, timestamptz), access_log.note_leftovers(date),
  access_log.drop_month(date, timestamptz), access_log.unnamed(text, int[]), access_log.erase_unnamed(text, int[], bigint, timestamptz)
  from public;
grant execute on function access_log.choose_retention(int, timestamptz, uuid, text, text) to :"app";
