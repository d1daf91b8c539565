-- The seals of the log: closed batches of final rows as roots of Merkle trees, themselves the leaves of one tree above that only grows
-- (requirements D5, R2.21; RFC 9162).

-- One seal closes the rows of one month whose transactions are in [from_xid, to_xid). Seals tile: each begins where the one before ended,
-- or closes the same transactions for another month.
create table access_log.seals (
  -- Its place in the tree above, from zero.
  number bigint primary key,
  from_xid bigint not null,
  to_xid bigint not null,
  first_at timestamptz(3),
  last_at timestamptz(3),
  closed_at timestamptz(3) not null,
  month date,
  rows int not null,
  -- Numbers of shared/src/access-log/evidence/leaf.ts.
  era smallint not null,
  kind smallint not null,
  of_table smallint not null,
  kept boolean,
  root bytea not null,
  -- From which checkpoint an era comes, and why it began.
  note text,
  -- The first two bytes of the hash of each leaf: no proof, but a hint at which row is another.
  digests bytea not null,
  constraint seals_range_check check (from_xid <= to_xid),
  constraint seals_root_check check (octet_length(root) = 32),
  constraint seals_kind_check check (
    case kind when 1 then note is null and month is not null and kept is not null and rows > 0 and octet_length(digests) = 2 * rows
      when 4 then note is not null and month is not null and not kept and rows > 0 and octet_length(digests) = 0
      else note is not null and month is null and kept is null and rows = 0 end)
);
-- They are random: nothing is gained by trying to press them.
alter table access_log.seals alter column digests set storage external;

-- The public keys that sign checkpoints, and from which size of the tree each holds.
create table access_log.seal_keys (
  from_size bigint not null,
  public_key bytea not null,
  since timestamptz(3) not null,
  constraint seal_keys_pkey primary key (from_size, public_key),
  constraint seal_keys_length_check check (octet_length(public_key) = 32)
);

-- Where the sealer stands: one row, all of it computed again by whoever verifies.
create table access_log.sealer (
  only_row boolean primary key default true,
  -- Which log this is, wherever its database goes.
  origin text not null default 'varco-log/' || gen_random_uuid(),
  era smallint not null default 1,
  size bigint not null default 0,
  next_xid bigint not null default 0,
  -- The perfect subtrees that cover the tree above, the largest first.
  peaks bytea not null default '',
  -- The newest, whole.
  checkpoint text,
  checkpoint_size bigint,
  constraint sealer_only_row_check check (only_row)
) with (fillfactor = 50);
insert into access_log.sealer default values;

select access_log.guard(guarded) from unnest('{access_log.seals, access_log.seal_keys}'::regclass[]) guarded;

-- It moves forward; only one that has sealed nothing makes room for that of a log that moves in.
create function access_log.refuse_step_back() returns trigger
  language plpgsql
  as $$
    begin
      if tg_op = 'UPDATE' then
        if new.size >= old.size and new.next_xid >= old.next_xid and new.era >= old.era and new.origin = old.origin then return new; end if;
      elsif tg_op = 'DELETE' then
        if old.size = 0 then return old; end if;
      end if;
      raise exception '% on %.% is refused: the sealer only goes forward', tg_op, tg_table_schema, tg_table_name using errcode = 'VA001';
    end
  $$;
select access_log.guard('access_log.sealer', 'refuse_step_back');

grant select on access_log.seals, access_log.seal_keys, access_log.sealer to :"app";

-- ---- What the sealer does, as the application ----

-- Every transaction of the log below this number has ended: what is there now is all that will ever be.
create function access_log.final_below() returns bigint
  language sql stable
  as $$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + access_log.transaction_offset() $$;

-- Named function: the rows to seal, as their leaves want them, whole transactions only: the last one may go beyond the number asked.
-- The order and the kinds are those of entryFields in shared/src/access-log/evidence/leaf.ts.
create function access_log.rows_to_seal(from_xid bigint, to_xid bigint, at_most int) returns table (
    at timestamptz, xid bigint, n smallint, kept boolean, organization_id uuid, event smallint, channel smallint, session_number bigint,
    locked_until timestamptz, reason smallint, count int, object_id uuid, subject bytea, actor bytea, on_behalf_of bytea, address bytea, browser bytea, detail bytea)
  language sql stable security definer
  set search_path = pg_catalog
  -- A dictionary of few pages would be read to its end for each row: the planner takes that for cheaper than two pages of an index.
  set enable_seqscan = off
  as $$
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
  $$;

-- Named function: adds a seal at the end of the tree, and nowhere else.
create function access_log.add_seal(
  number bigint, kind smallint, of_table smallint, month date, kept boolean, from_xid bigint, to_xid bigint, rows int, root bytea,
  first_at timestamptz, last_at timestamptz, closed_at timestamptz, note text, digests bytea, peaks bytea
) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
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
  $$;

-- Named function: keeps the newest checkpoint, and from which size its key holds when it is a new one.
create function access_log.keep_checkpoint(size bigint, checkpoint text, public_key bytea, since timestamptz) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    #variable_conflict use_variable
    begin
      if public_key is distinct from (select k.public_key from access_log.seal_keys k order by k.from_size desc, k.since desc limit 1) then
        insert into access_log.seal_keys (from_size, public_key, since) values (size, public_key, since) on conflict do nothing;
      end if;
      update access_log.sealer s set checkpoint = checkpoint, checkpoint_size = size where s.size = size;
      if not found then raise exception 'a checkpoint speaks of the whole tree' using errcode = 'VA002'; end if;
    end
  $$;

-- Named function: how far behind the seals are, counted to ten thousand rows.
create function access_log.seal_state() returns table (unsealed_rows int, oldest_unsealed_at timestamptz, last_seal_at timestamptz, size bigint)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select unsealed.rows, unsealed.oldest,
      (select l.closed_at from access_log.seals l order by l.number desc limit 1), s.size
    from access_log.sealer s,
      lateral (select count(*)::int as rows, min(u.at) as oldest
        from (select e.at from access_log.entries e where e.xid >= s.next_xid limit 10000) u) unsealed
  $$;

-- ---- What only the owner does ----

-- Erases values of a dictionary; their commitments stay, and with them every proof. Answers how many.
create function access_log.erase(dictionary text, ids int[], at timestamptz) returns int
  language plpgsql volatile
  set search_path = pg_catalog
  as $$
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
  $$;

-- Begins to count transactions from "first" on; to be called while nobody may write an entry.
create function access_log.count_transactions_from(first bigint) returns bigint
  language plpgsql volatile
  set search_path = pg_catalog
  as $$
    declare
      lift bigint := greatest(access_log.transaction_offset(), first - pg_snapshot_xmin(pg_current_snapshot())::text::bigint);
    begin
      execute format(
        'create or replace function access_log.transaction_offset() returns bigint language sql immutable as %L', format('select %s::bigint', lift));
      return lift;
    end
  $$;

revoke all on function access_log.final_below(), access_log.rows_to_seal(bigint, bigint, int),
  access_log.add_seal(bigint, smallint, smallint, date, boolean, bigint, bigint, int, bytea, timestamptz, timestamptz, timestamptz, text,
    bytea, bytea),
  access_log.keep_checkpoint(bigint, text, bytea, timestamptz), access_log.seal_state(), access_log.erase(text, int[], timestamptz),
  access_log.count_transactions_from(bigint), access_log.refuse_step_back()
  from public;
grant execute on function access_log.transaction_offset(), access_log.final_below(), access_log.rows_to_seal(bigint, bigint, int),
  access_log.add_seal(bigint, smallint, smallint, date, boolean, bigint, bigint, int, bytea, timestamptz, timestamptz, timestamptz, text,
    bytea, bytea),
  access_log.keep_checkpoint(bigint, text, bytea, timestamptz), access_log.seal_state()
  to :"app";
