-- Formal authorizations: by which act somebody may work here, who signed it, from when to when (requirements R4.31).

create schema formal_authorizations;
grant usage on schema formal_authorizations to :"app";

create table formal_authorizations.authorizations (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  act text collate "C" not null check (act in ('decree', 'determination', 'resolution', 'service-order', 'appointment', 'contract', 'other')),
  number text not null check (char_length(number) between 1 and 60),
  act_date date not null,
  signer text not null check (char_length(signer) between 1 and 200),
  purpose text not null check (char_length(purpose) between 1 and 500),
  note text check (char_length(note) between 1 and 1000),
  starts_on date not null,
  ends_on date,
  created_at timestamptz not null,
  version int not null default 1,
  -- Ended before its time: on this day it holds no more. Nothing is deleted but with the person.
  ended_on date,
  ended_at timestamptz,
  end_reason text check (char_length(end_reason) between 1 and 500),
  -- The last day on which it holds, by which lists go on; infinity: none was said.
  last_day date not null
    generated always as (case when ended_on is null then coalesce(ends_on, 'infinity') else least(coalesce(ends_on, 'infinity'), ended_on - 1) end) stored,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references identity.users (organization_id, id),
  constraint authorizations_days_check check (ends_on >= starts_on),
  constraint authorizations_end_check check ((ended_on is null) = (ended_at is null) and (ended_on is null) = (end_reason is null))
);
create index authorizations_by_last_day on formal_authorizations.authorizations (organization_id, last_day, id);
create index authorizations_by_user on formal_authorizations.authorizations (organization_id, user_id, starts_on, id);

alter table formal_authorizations.authorizations enable row level security;
alter table formal_authorizations.authorizations force row level security;
create policy scope on formal_authorizations.authorizations to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on formal_authorizations.authorizations to :"owner" using (true);
-- Deleted only with an erased person.
grant select, insert, delete on formal_authorizations.authorizations to :"app";
grant update (act, number, act_date, signer, purpose, note, starts_on, ends_on, version, ended_on, ended_at, end_reason)
  on formal_authorizations.authorizations to :"app";

-- The days on which somebody is authorized stand with his user, so that whoever locks him judges what holds then.
create function formal_authorizations.keep_days() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
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
  $$;
revoke all on function formal_authorizations.keep_days() from public;
-- Called by hand a trigger's function does nothing.
grant execute on function formal_authorizations.keep_days() to :"app";
create trigger keep_days after insert or update or delete on formal_authorizations.authorizations for each row
  execute function formal_authorizations.keep_days();
