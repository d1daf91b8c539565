-- People whose text is erased (requirements D5, R5.14; GDPR article 17): who did it and why. Of whom, only the opaque id is left.

create schema erasure;
grant usage on schema erasure to :"app";

create table erasure.erasures (
  organization_id uuid not null,
  user_id uuid not null,
  erased_at timestamptz(3) not null,
  by_user_id uuid,
  -- The account of whoever sat at the terminal.
  by_operator text,
  reason text check (char_length(reason) between 1 and 200),
  -- What empties the log's dictionary and the files of the database; another one after somebody made it go on.
  run_id uuid not null,
  finished_at timestamptz(3),
  -- Whether the files of the database were rewritten too: on a PostgreSQL of others its archives are not ours.
  files_rewritten boolean,
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references identity.users (organization_id, id),
  constraint erasures_by_check check (num_nonnulls(by_user_id, by_operator) = 1),
  constraint erasures_finished_check check ((finished_at is null) = (files_rewritten is null))
);
alter table erasure.erasures enable row level security;
alter table erasure.erasures force row level security;
create policy scope on erasure.erasures to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on erasure.erasures to :"owner" using (true);
grant select, insert on erasure.erasures to :"app";
grant update (run_id) on erasure.erasures to :"app";

-- Whoever was erased stays so, whoever asks.
create function erasure.refuse_return() returns trigger
  language plpgsql
  as $$
    begin
      raise exception 'an erased person cannot come back' using errcode = 'VA003';
    end
  $$;
revoke all on function erasure.refuse_return() from public;
-- The keyed hash of the opaque name follows the key.
create trigger refuse_return before update on identity.users for each row
  when (old.status = 'ceased' and (new.status, new.username, new.full_name) is distinct from (old.status, old.username, old.full_name))
  execute function erasure.refuse_return();
create trigger refuse_delete before delete on identity.users for each row when (old.status = 'ceased')
  execute function erasure.refuse_return();

-- What was his goes with him.
grant delete on credentials.passwords to :"app";
grant delete on "authorization".administrators to :"app";
grant delete on log_searches.exports to :"app";

-- ---- What only the owner does ----

-- The names under which the log knows a person, as long as they can be read: their keyed hashes are erased with them.
create function erasure.names_of(user_id uuid) returns setof text
  language sql stable
  set search_path = pg_catalog
  as $$ select distinct s.username from access_log.subjects s where s.user_id = $1 and s.erased_at is null $$;

-- Makes everything the log's dictionary says of a person unreadable, except the opaque name he has now; answers how many values.
create function erasure.erase_from_log(user_id uuid, hashes bytea[], at timestamptz) returns int
  language plpgsql volatile
  set search_path = pg_catalog
  as $$
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
  $$;

-- Remembers that nothing is left to do.
create function erasure.finish(user_id uuid, at timestamptz, files_rewritten boolean) returns void
  language sql volatile
  set search_path = pg_catalog
  as $$
    update erasure.erasures e set finished_at = $2, files_rewritten = $3 where e.user_id = $1
  $$;
revoke all on function erasure.names_of(uuid), erasure.erase_from_log(uuid, bytea[], timestamptz), erasure.finish(uuid, timestamptz, boolean)
  from public;
