-- How many of each licence an organization has bought (requirements R5.16, R1.26). Nothing written: as many as are wanted.

create table identity.licence_pools (
  organization_id uuid not null references identity.organizations (id),
  licence text collate "C" not null check (licence in ('base', 'collaboration', 'professional')),
  -- Null: no limit.
  bought int check (bought between 0 and 1000000),
  -- concurrent: so many sessions at once; nominal: so many users who have it.
  mode text collate "C" not null check (mode in ('concurrent', 'nominal')),
  version int not null default 1,
  primary key (organization_id, licence)
);
alter table identity.licence_pools enable row level security;
alter table identity.licence_pools force row level security;
create policy scope on identity.licence_pools to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on identity.licence_pools to :"owner" using (true);
grant select, insert on identity.licence_pools to :"app";
grant update (bought, mode, version) on identity.licence_pools to :"app";

-- Named function: how many hold each licence in an organization of the scope, those from elsewhere too: whoever is neither set aside nor
-- over, also when his days begin later.
create function identity.licence_holders(organization uuid, today date) returns table (licence text, holders bigint)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select e.licence, count(*)
    from identity.enablements e
    join identity.users u on u.organization_id = e.home_id and u.id = e.user_id
    where e.organization_id = licence_holders.organization and e.organization_id = any (varco.visible_organizations())
      and e.ended_at is null and u.standing in ('active', 'service') and (u.valid_to is null or u.valid_to >= licence_holders.today)
    group by e.licence
  $$;

-- Named function: how many sessions are open now of people who work for an organization of the scope, by their licence there.
create function sessions.open_by_licence(organization uuid) returns table (licence text, sessions bigint)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select e.licence, count(*)
    from sessions.sessions s
    join identity.enablements e on e.organization_id = s.context_id and e.user_id = s.user_id
    where s.context_id = open_by_licence.organization and s.context_id = any (varco.visible_organizations()) and s.ended_at is null
    group by e.licence
  $$;

-- What its own organization makes a service is one wherever it works, and nobody else is: nobody sits before it (requirements R1.25).
create function identity.take_licence() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
    begin
      select case when h.licence = 'service' then 'service' else new.licence end into strict new.licence
        from identity.enablements h where h.organization_id = new.home_id and h.user_id = new.user_id;
      return new;
    end
  $$;
create trigger take_licence before insert on identity.enablements for each row when (new.home_id <> new.organization_id)
  execute function identity.take_licence();

create function identity.follow_licence() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
    begin
      update identity.enablements e set licence = case when new.licence = 'service' then 'service' else 'professional' end
        where e.user_id = new.user_id and e.organization_id <> new.organization_id;
      return null;
    end
  $$;
create trigger follow_licence after update of licence on identity.enablements for each row
  when (new.home_id = new.organization_id and (old.licence = 'service') <> (new.licence = 'service'))
  execute function identity.follow_licence();

revoke all on function identity.licence_holders(uuid, date), sessions.open_by_licence(uuid), identity.take_licence(), identity.follow_licence()
  from public;
-- Called by hand a trigger's function does nothing.
grant execute on function identity.licence_holders(uuid, date), sessions.open_by_licence(uuid), identity.take_licence(), identity.follow_licence()
  to :"app";
