-- The door: attempts by the name typed, known browsers, sign-ins in progress (requirements D3, D4).

create schema sign_in;
grant usage on schema sign_in to :"app";

-- Attempts are kept by a keyed hash of the name typed, whether or not it exists, and apart for each known browser.
-- No organization: a name that belongs to nobody has none, and the row must look the same for both.
create table sign_in.attempts (
  name_mac bytea not null,
  -- The nil UUID stands for all browsers in which this name never completed a sign-in.
  browser_id uuid not null,
  used int not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (name_mac, browser_id)
);
create index attempts_locked on sign_in.attempts (locked_until) where locked_until is not null;
create index attempts_by_age on sign_in.attempts (last_at);
grant select, insert, delete on sign_in.attempts to :"app";
grant update (used, last_at, locked_until) on sign_in.attempts to :"app";

-- A sign-in whose password was right and that still has a question to answer; never a row of sessions.
create table sign_in.pending (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  name_mac bytea not null,
  browser_id uuid not null,
  address_group text not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  return_to text,
  -- The organization at whose own address he came to the door; null: none, so the usual one (requirements R1.43).
  chosen_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references identity.users (organization_id, id),
  constraint pending_chosen_fkey foreign key (chosen_id, user_id) references identity.enablements (organization_id, user_id),
  constraint pending_token_key unique (token_hash)
);
create index pending_by_user on sign_in.pending (organization_id, user_id);
create index pending_by_address on sign_in.pending (address_group);
create index pending_by_end on sign_in.pending (expires_at);

alter table sign_in.pending enable row level security;
alter table sign_in.pending force row level security;
create policy scope on sign_in.pending to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on sign_in.pending to :"owner" using (true);
grant select, insert, delete on sign_in.pending to :"app";

-- Named function: everything the door must know about the exact name typed. For a name of nobody the same is read of somebody, without
-- his hash and with "known" false: known and unknown names cost the same (requirements D4).
-- With "lasting" somebody is the last administrator when no other one may enter on this day: not stopped, not outside his dates, not
-- locked for good. It is asked for every name, or for none. So is whether he may work for the organization at whose address
-- he came.
create function sign_in.find_user(username text, today date, lasting boolean, chosen uuid, at timestamptz)
  returns table (
    known boolean, organization_id uuid, user_id uuid, hash text, set_at text, must_change boolean, change_reason text, status text,
    disabled boolean, no_sessions boolean, valid_from date, valid_to date, authorized text, family_name text, given_name text, entered boolean, last_administrator boolean,
    organization_active boolean, enabled_there boolean
  )
  language plpgsql stable security definer
  set search_path = pg_catalog
  as $$
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
  $$;

-- Named function: the sign-in in progress of this cookie.
create function sign_in.find_pending(token_hash bytea, at timestamptz)
  returns table (
    organization_id uuid, id uuid, user_id uuid, name_mac bytea, browser_id uuid, return_to text,
    username text, family_name text, given_name text, entered boolean, hash text, must_change boolean, change_reason text,
    status text, disabled boolean, no_sessions boolean, valid_from date, valid_to date, authorized text, organization_active boolean,
    chosen_id uuid, enabled_there boolean
  )
  language sql stable security definer
  set search_path = pg_catalog, sign_in, identity
  as $$
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
  $$;

-- Named function: how many sign-ins are in progress from an address, whoever's they are.
create function sign_in.pending_from(address_group text, at timestamptz) returns bigint
  language sql stable security definer
  set search_path = pg_catalog, sign_in
  as $$ select count(*) from sign_in.pending w where w.address_group = pending_from.address_group and w.expires_at > pending_from.at $$;

-- Named function: sign-ins in progress that nobody will finish.
create function sign_in.abandoned(at timestamptz, at_most int) returns table (organization_id uuid, id uuid)
  language sql stable security definer
  set search_path = pg_catalog, sign_in
  as $$
    select w.organization_id, w.id from sign_in.pending w where w.expires_at <= abandoned.at
    order by w.expires_at limit abandoned.at_most
  $$;

revoke all on function sign_in.find_user(text, date, boolean, uuid, timestamptz), sign_in.find_pending(bytea, timestamptz), sign_in.pending_from(text, timestamptz),
  sign_in.abandoned(timestamptz, int) from public;
grant execute on function sign_in.find_user(text, date, boolean, uuid, timestamptz), sign_in.find_pending(bytea, timestamptz), sign_in.pending_from(text, timestamptz),
  sign_in.abandoned(timestamptz, int) to :"app";
