-- The policy of each organization: a named profile and what differs from it (requirements D1).

create schema policy;
grant usage on schema policy to :"app";

create table policy.profiles (
  organization_id uuid not null references identity.organizations (id),
  profile text not null,
  version int not null,
  since timestamptz not null,
  changed_by uuid,
  reason text not null,
  primary key (organization_id, since)
);

-- One row for (owner kind, owner, rule) and moment: origin, history and author of every value come free (requirements D8).
create table policy.rules (
  organization_id uuid not null references identity.organizations (id),
  owner_kind text not null check (owner_kind in ('organization')),
  owner_id uuid not null,
  rule text not null,
  -- null: the value of the profile holds again.
  value jsonb,
  since timestamptz not null,
  changed_by uuid,
  reason text not null,
  primary key (organization_id, owner_kind, owner_id, rule, since)
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
-- known yet: the profile and the differences of the first organization, which is the installation's.
create function policy.at_the_door(at timestamptz)
  returns table (organization_id uuid, profile text, rule text, value jsonb)
  language sql stable security definer
  set search_path = pg_catalog, policy, identity
  as $$
    with home as (select id from identity.organizations order by created_at, id limit 1),
    profile as (
      select p.organization_id, p.profile from policy.profiles p join home on home.id = p.organization_id
      where p.since <= at_the_door.at order by p.since desc limit 1
    ),
    latest as (
      select distinct on (r.rule) r.rule, r.value from policy.rules r join home on home.id = r.organization_id
      where r.since <= at_the_door.at and r.owner_kind = 'organization' order by r.rule, r.since desc
    )
    select profile.organization_id, profile.profile, latest.rule, latest.value from profile left join latest on true
  $$;
revoke all on function policy.at_the_door(timestamptz) from public;
grant execute on function policy.at_the_door(timestamptz) to :"app";
