-- The policy of each organization: a named profile and what differs from it (requirements D1).

create schema policy;
grant usage on schema policy to :"app";

create table policy.profiles (
  organization_id uuid not null references identity.organizations (id),
  profile text not null,
  -- The version that was chosen: its values hold until somebody changes them, whatever later versions say.
  version int not null,
  since timestamptz not null,
  -- null: nobody who signs in, such as the machine or the command line.
  changed_by uuid,
  reason text not null,
  -- The rules of the standards that its values break, by rule of the policy.
  breaks jsonb not null,
  primary key (organization_id, since),
  foreign key (organization_id, changed_by) references identity.enablements (organization_id, user_id)
);

-- One row for (owner kind, owner, rule) and moment: origin, history and author of every value come free (requirements D8).
create table policy.rules (
  organization_id uuid not null references identity.organizations (id),
  owner_kind text not null check (owner_kind in ('organization')),
  owner_id uuid not null check (owner_id = organization_id),
  rule text not null,
  -- null: the value of the profile holds again.
  value jsonb,
  since timestamptz not null,
  changed_by uuid,
  reason text not null,
  -- The rules of the standards that the value breaks (requirements D1).
  breaks text[] not null,
  primary key (organization_id, owner_kind, owner_id, rule, since),
  foreign key (organization_id, changed_by) references identity.enablements (organization_id, user_id)
);

alter table policy.profiles enable row level security;
alter table policy.profiles force row level security;
alter table policy.rules enable row level security;
alter table policy.rules force row level security;
create policy scope on policy.profiles to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on policy.rules to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on policy.profiles to :"owner" using (true);
create policy installation on policy.rules to :"owner" using (true);

-- History is only added to.
grant select, insert on policy.profiles, policy.rules to :"app";

-- Named function: before the password is right only the installation's own values count (requirements D4), and nobody's scope is
-- known yet: the profile and the differences of the first organization, which is the installation's. The last word holds whatever
-- the clock says: one that went back must not bring back what was weaker.
create function policy.at_the_door()
  returns table (profile text, version int, rule text, value jsonb)
  language sql stable security definer
  set search_path = pg_catalog, policy, identity
  as $$
    with home as (select id from identity.organizations order by created_at, id limit 1),
    profile as (
      select p.profile, p.version from policy.profiles p join home on home.id = p.organization_id order by p.since desc limit 1
    ),
    latest as (
      select distinct on (r.rule) r.rule, r.value from policy.rules r join home on home.id = r.organization_id
      where r.owner_kind = 'organization' order by r.rule, r.since desc
    )
    select profile.profile, profile.version, latest.rule, latest.value from profile left join latest on true
  $$;
revoke all on function policy.at_the_door() from public;
grant execute on function policy.at_the_door() to :"app";
