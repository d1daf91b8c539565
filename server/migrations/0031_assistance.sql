-- Requests of an organization for help from the installation's people, and their visits (requirements R3.34, R3.54, R2.32-R2.36).

create schema assistance;
grant usage on schema assistance to :"app";

-- Units in use by name, among which the operators of a record choose (requirements R2.36).
create index units_by_name on structure.units (organization_id, name_folded, id) where active;

-- Which organization lets nobody of the installation in; one without a row lets in whom it asked.
create table assistance.rules (
  organization_id uuid primary key references identity.organizations (id),
  forbidden boolean not null
);

create table assistance.requests (
  organization_id uuid not null references identity.organizations (id),
  id uuid not null,
  -- The operators of the record: who wrote it, and who is in charge of it, each with the unit for which he works (requirements R2.32).
  acting_id uuid not null,
  acting_unit_id uuid,
  reference_id uuid not null,
  reference_unit_id uuid,
  -- What help is asked for.
  need text not null check (char_length(need) between 1 and 500 or need = ''),
  -- On which days the installation's people may be there, both included.
  starts_on date not null,
  ends_on date not null,
  asked_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by uuid,
  granted boolean,
  -- Why it was refused.
  answer text not null default '',
  -- Closed before its last day, at once.
  ended_at timestamptz(3),
  ended_by uuid,
  version int not null default 1,
  primary key (organization_id, id),
  constraint requests_acting_fkey foreign key (organization_id, acting_id) references identity.enablements (organization_id, user_id),
  constraint requests_acting_unit_fkey foreign key (organization_id, acting_unit_id) references structure.units (organization_id, id),
  constraint requests_reference_fkey foreign key (organization_id, reference_id) references identity.enablements (organization_id, user_id),
  constraint requests_reference_unit_fkey foreign key (organization_id, reference_unit_id) references structure.units (organization_id, id),
  -- An organization without units has none for either.
  constraint requests_units_check check ((acting_unit_id is null) = (reference_unit_id is null)),
  constraint requests_days_check check (ends_on between starts_on and starts_on + 6),
  constraint requests_decided_check check ((decided_at is null) = (granted is null)),
  constraint requests_ended_check check (ended_at is not null or ended_by is null)
);
create index requests_newest on assistance.requests (organization_id, asked_at, id);
create index requests_by_owner on assistance.requests (organization_id, reference_unit_id, asked_at, id);
create index requests_by_acting_unit on assistance.requests (organization_id, acting_unit_id) where acting_unit_id is not null;
-- Of whom nothing stays when he is erased.
create index requests_by_acting on assistance.requests (organization_id, acting_id);
create index requests_by_reference on assistance.requests (organization_id, reference_id);
create index requests_by_decider on assistance.requests (organization_id, decided_by) where decided_by is not null;
-- Granted and not closed, of every organization: for who may be asked to come, and for what ends when an organization forbids it.
create index requests_granted on assistance.requests (ends_on, id) where granted and ended_at is null;
-- Neither over nor closed nor refused, when their days are compared with today: few, whatever was asked for before.
create index requests_not_over on assistance.requests (organization_id, ends_on) where granted is distinct from false and ended_at is null;

-- Who of the installation was there by a request. He is enabled there no longer than the moment in which he came: what names him finds him.
create table assistance.visits (
  organization_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  home_id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  -- By which everything that he does there is found in the log.
  session_number bigint not null,
  -- What he said he comes for.
  purpose text not null,
  entered_at timestamptz(3) not null,
  left_at timestamptz(3),
  primary key (organization_id, id),
  constraint visits_request_fkey foreign key (organization_id, request_id) references assistance.requests (organization_id, id),
  constraint visits_user_fkey foreign key (organization_id, user_id) references identity.enablements (organization_id, user_id),
  constraint visits_home_fkey foreign key (home_id, user_id) references identity.users (organization_id, id)
);
create index visits_by_request on assistance.visits (organization_id, request_id, entered_at);
create index visits_by_user on assistance.visits (home_id, user_id);

alter table assistance.rules enable row level security;
alter table assistance.rules force row level security;
alter table assistance.requests enable row level security;
alter table assistance.requests force row level security;
alter table assistance.visits enable row level security;
alter table assistance.visits force row level security;
create policy scope on assistance.rules to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on assistance.requests to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on assistance.visits to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on assistance.rules to :"owner" using (true);
create policy installation on assistance.requests to :"owner" using (true);
create policy installation on assistance.visits to :"owner" using (true);
grant select, insert on assistance.rules to :"app";
grant update (forbidden) on assistance.rules to :"app";
grant select, insert on assistance.requests to :"app";
grant update (reference_id, reference_unit_id, need, starts_on, ends_on, decided_at, decided_by, granted, answer, ended_at, ended_by, version)
  on assistance.requests to :"app";
grant select, insert on assistance.visits to :"app";
grant update (left_at) on assistance.visits to :"app";

alter table sessions.sessions add constraint sessions_visit_fkey foreign key (assistance_organization_id, visit_id)
  references assistance.visits (organization_id, id);
create index sessions_by_visit on sessions.sessions (assistance_organization_id, visit_id) where visit_id is not null;

-- Named function: the requests granted by any organization that are not over on a day and that nobody closed, a page at a time, for who
-- administers the installation: what the organization said to be helped with, and no more of it (requirements D2).
create function assistance.granted(user_id uuid, day date, after_day date, after_id uuid, at_most int, only_id uuid, only_open boolean)
  returns table (
    organization_id uuid, organization text, id uuid, need text, starts_on date, ends_on date, reference_id uuid, reference text
  )
  language sql stable security definer
  set search_path = pg_catalog
  as $$
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
  $$;

-- Named function: by which visit a session is in an organization that asked for help, as long as its request stands; the days are judged by
-- who asks. The organization is not his, so no scope of his could read it.
create function assistance.visit(home_id uuid, session_id uuid)
  returns table (
    organization_id uuid, organization text, time_zone text, login_id text, id uuid, request_id uuid, starts_on date, ends_on date, reference_id uuid, reference text
  )
  language sql stable security definer
  set search_path = pg_catalog
  as $$
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
  $$;

-- Named function: when the sessions ended that were in an organization of the scope by these requests: who closed his session is gone too.
create function assistance.sessions_ended(organization_id uuid, requests uuid[]) returns table (visit_id uuid, ended_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select v.id, s.ended_at from assistance.visits v
    join sessions.sessions s on s.organization_id = v.home_id and s.id = v.session_id and s.ended_at is not null
    where v.organization_id = $1 and v.request_id = any ($2) and v.left_at is null and v.organization_id = any (varco.visible_organizations())
  $$;

-- Named function, as in 0007: with a session goes what said when its visit was over, so the visit says it from then on.
create or replace function sessions.forget_ended(before timestamptz) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, sessions
  as $$
    with gone as (delete from sessions.sessions where ended_at < forget_ended.before returning organization_id, user_id, id, ended_at),
    told as (
      update assistance.visits v set left_at = gone.ended_at from gone
      where v.home_id = gone.organization_id and v.user_id = gone.user_id and v.session_id = gone.id and v.left_at is null
    )
    select count(*) from gone
  $$;

-- Named function: of a person who is erased nothing stays that he asked or was asked for, nor what he answered, wherever he worked; his home
-- is in the scope, the others are not.
create function assistance.forget_needs(whom uuid) returns void
  language sql volatile security definer
  set search_path = pg_catalog
  as $$
    update assistance.requests r set answer = '', need = case when e.user_id in (r.acting_id, r.reference_id) then '' else r.need end
    from identity.users u, identity.enablements e
    where u.id = forget_needs.whom and u.organization_id = any (varco.visible_organizations())
      and e.home_id = u.organization_id and e.user_id = u.id and r.organization_id = e.organization_id
      and (r.acting_id = e.user_id or r.reference_id = e.user_id or r.decided_by = e.user_id)
  $$;
revoke all on function assistance.forget_needs(uuid) from public;
grant execute on function assistance.forget_needs(uuid) to :"app";

revoke all on function assistance.granted(uuid, date, date, uuid, int, uuid, boolean), assistance.visit(uuid, uuid), assistance.sessions_ended(uuid, uuid[]) from public;
grant execute on function assistance.granted(uuid, date, date, uuid, int, uuid, boolean), assistance.visit(uuid, uuid), assistance.sessions_ended(uuid, uuid[]) to :"app";
