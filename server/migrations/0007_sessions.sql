-- Open and ended sessions (requirements D10).

create schema sessions;
grant usage on schema sessions to :"app";

create table sessions.sessions (
  organization_id uuid not null,
  id uuid not null,
  -- The number that pairs sign-in and sign-out in the log.
  number bigint generated always as identity,
  user_id uuid not null,
  token_hash bytea not null,
  opened_at timestamptz not null,
  last_active_at timestamptz not null,
  idle_minutes int not null,
  -- When credentials are asked again whatever happens; null: never (requirements R3.6).
  ends_at timestamptz,
  -- The earlier of its two limits, if nothing more is done in it.
  due_at timestamptz not null
    generated always as (
      least((last_active_at at time zone 'UTC' + make_interval(mins => idle_minutes)) at time zone 'UTC', ends_at)
    ) stored,
  ended_at timestamptz,
  end_reason text,
  -- The organization for which he works in this session, and since when: an enablement that begins anew later does not bring it back.
  context_id uuid not null,
  context_at timestamptz not null,
  -- The unit for which he works in this session; null: the usual one (requirements R2.25).
  unit_id uuid,
  -- As whose delegate he works in this session; null: for himself (requirements R3.59).
  delegation_id uuid,
  -- In which organization he is a guest to help it, and by which visit; null: in none (requirements R3.34).
  assistance_organization_id uuid,
  visit_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references identity.users (organization_id, id),
  constraint sessions_context_fkey foreign key (context_id, user_id) references identity.enablements (organization_id, user_id),
  constraint sessions_token_key unique (token_hash),
  constraint sessions_end_check check ((ended_at is null) = (end_reason is null))
);
create index sessions_open_by_user on sessions.sessions (organization_id, user_id) where ended_at is null;
create index sessions_open_by_due on sessions.sessions (due_at) where ended_at is null;
create index sessions_ended on sessions.sessions (ended_at) where ended_at is not null;

alter table sessions.sessions enable row level security;
alter table sessions.sessions force row level security;
create policy scope on sessions.sessions to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on sessions.sessions to :"owner" using (true);
grant select, insert on sessions.sessions to :"app";
grant update (token_hash, last_active_at, ended_at, end_reason, context_id, context_at, unit_id, delegation_id, assistance_organization_id, visit_id) on sessions.sessions to :"app";

-- Named function: who presents this token. The organization is not known before, so no scope can be set. With it the organizations he may
-- work for now, his own first; of the one chosen in the session it is said only as long as he may.
create function sessions.find(token_hash bytea)
  returns table (
    organization_id uuid, id uuid, number bigint, user_id uuid, opened_at timestamptz, last_active_at timestamptz, idle_minutes int,
    ends_at timestamptz, end_reason text, username text, family_name text, given_name text, full_name text, organization_name text,
    status text, disabled boolean, no_sessions boolean, valid_from date, valid_to date, authorized text, organization_active boolean, context_id uuid, unit_id uuid, delegation_id uuid, visit_id uuid, contexts json
  )
  language sql stable security definer
  set search_path = pg_catalog, sessions, identity
  as $$
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
  $$;

-- Named function: open sessions past one of their limits at a moment, for the job that ends them.
create function sessions.past_their_limit(at timestamptz, at_most int)
  returns table (organization_id uuid, id uuid)
  language sql stable security definer
  set search_path = pg_catalog, sessions
  as $$
    select s.organization_id, s.id from sessions.sessions s
    where s.ended_at is null and s.due_at <= past_their_limit.at
    order by s.due_at limit past_their_limit.at_most
  $$;

-- Named function: ended sessions are needed only to say why they ended; the log keeps the rest.
create function sessions.forget_ended(before timestamptz) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, sessions
  as $$ with gone as (delete from sessions.sessions where ended_at < forget_ended.before returning 1) select count(*) from gone $$;

-- Named function: for which organization somebody works when he has just signed in: the one at whose own address he came to the
-- door, no row if he may not work for it; without one the one proposed, if he may, else his own. With the names for the log.
create function sessions.first_context(organization_id uuid, user_id uuid, chosen uuid, at timestamptz)
  returns table (context_id uuid, name text, usual_id uuid, usual_name text)
  language sql stable security definer
  set search_path = pg_catalog, identity
  as $$
    select c.id, c.name, usual.id, usual.name
    from identity.organizations usual
    join identity.organizations c on c.id = coalesce($3, usual.id)
    where usual.id = coalesce((
        select e.organization_id from identity.enablements e join identity.organizations o on o.id = e.organization_id and o.active
        where e.user_id = $2 and e.home_id = $1 and e.is_default and e.ended_at is null
      ), $1)
      and identity.may_choose_at_door($3, $2, $4)
  $$;

revoke all on function sessions.first_context(uuid, uuid, uuid, timestamptz), sessions.find(bytea), sessions.past_their_limit(timestamptz, int), sessions.forget_ended(timestamptz) from public;
grant execute on function sessions.first_context(uuid, uuid, uuid, timestamptz), sessions.find(bytea), sessions.past_their_limit(timestamptz, int), sessions.forget_ended(timestamptz) to :"app";
