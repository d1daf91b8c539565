-- People who work for an organization that is not their own, as far as each side may read of them (requirements D2).
-- Row security shows an organization its own people alone: what may be known of the others comes from the functions of the owner below.

-- By what a list of people from elsewhere is sorted follows their names.
create function identity.follow_sort_key() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
    begin
      update identity.enablements e set sort_key = new.sort_key
        where e.user_id = new.id and e.home_id = new.organization_id and e.organization_id <> new.organization_id;
      return null;
    end
  $$;
create trigger follow_sort_key after update of sort_key on identity.users for each row when (old.sort_key <> new.sort_key)
  execute function identity.follow_sort_key();

-- Whoever is made enabled elsewhere is sorted there as at home.
create function identity.take_sort_key() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
    begin
      select u.sort_key into strict new.sort_key from identity.users u where u.organization_id = new.home_id and u.id = new.user_id;
      return new;
    end
  $$;
create trigger take_sort_key before insert on identity.enablements for each row when (new.home_id <> new.organization_id)
  execute function identity.take_sort_key();

-- Named function: who from elsewhere is enabled in an organization of the scope, by name and nothing else of him, a page at a time.
-- Erased people are nobody any more.
create function identity.guests(organization_id uuid, from_key text, to_key text, after_key text, after_id uuid, at_most int)
  returns table (user_id uuid, family_name text, given_name text, home text, since timestamptz, placed boolean, licence text, sort_key text)
  language plpgsql stable security definer
  set search_path = pg_catalog
  as $$
    #variable_conflict use_column
    begin
      if (guests.organization_id = any (varco.visible_organizations())) is not true then
        raise exception 'the organization is not in the scope' using errcode = '42501';
      end if;
      return query
        select e.user_id, p.family_name, p.given_name, o.name, e.since, e.placed, e.licence, e.sort_key
        from (
          select * from identity.enablements one
          where one.organization_id = guests.organization_id and one.home_id <> one.organization_id and one.ended_at is null
            -- Judged before the page is cut: one that is short would be taken for the last.
            and exists (select from identity.users who where who.organization_id = one.home_id and who.id = one.user_id and who.status <> 'ceased')
            and one.sort_key >= guests.from_key and one.sort_key < guests.to_key
            and (one.sort_key, one.user_id) > (guests.after_key, guests.after_id)
          order by one.sort_key, one.user_id limit guests.at_most
        ) e
        join identity.users u on u.organization_id = e.home_id and u.id = e.user_id
        join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
        join identity.organizations o on o.id = e.home_id
        order by e.sort_key, e.user_id;
    end
  $$;

-- Named function: one of them; no row for who is not enabled in an organization of the scope, or never was.
create function identity.guest(organization_id uuid, user_id uuid)
  returns table (user_id uuid, family_name text, given_name text, home text, since timestamptz, ended_at timestamptz, placed boolean, licence text)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select e.user_id, p.family_name, p.given_name, o.name, e.since, e.ended_at, e.placed, e.licence
    from identity.enablements e
    join identity.users u on u.organization_id = e.home_id and u.id = e.user_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    join identity.organizations o on o.id = e.home_id
    where e.organization_id = $1 and e.user_id = $2 and e.home_id <> e.organization_id and e.organization_id = any (varco.visible_organizations())
  $$;

-- Named function: where a user of an organization in the scope is enabled, or was, his own organization first.
create function identity.enablements_of(user_id uuid)
  returns table (
    organization_id uuid, name text, active boolean, home boolean, since timestamptz, ended_at timestamptz, is_default boolean,
    all_organizations boolean
  )
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select e.organization_id, o.name, o.active, e.organization_id = e.home_id, e.since, e.ended_at, e.is_default, u.all_organizations
    from identity.users u
    join identity.enablements e on e.user_id = u.id and e.home_id = u.organization_id
    join identity.organizations o on o.id = e.organization_id
    where u.id = $1 and u.organization_id = any (varco.visible_organizations())
      -- Who only came to help was never let in (0031).
      and e.ended_at is distinct from e.since
    order by e.organization_id <> e.home_id, o.name_folded, o.id
  $$;

create index users_everywhere on identity.users (id) where all_organizations;

-- Named function: who is enabled in every organization, also in one that is being made.
create function identity.enabled_everywhere() returns table (organization_id uuid, user_id uuid)
  language sql stable security definer
  set search_path = pg_catalog, identity
  as $$ select u.organization_id, u.id from identity.users u where u.all_organizations and u.status <> 'ceased' order by u.id $$;

-- Named function: whether user names of other organizations begin as an access id would make them begin.
create function identity.begins_elsewhere(organization_id uuid, login_id_folded text) returns boolean
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select exists (
      select from identity.users u
      where u.username_folded >= $2 || '/' and u.username_folded < $2 || '0' and u.organization_id <> $1
    )
  $$;

-- Named function: who of these, at home in an organization of the scope, administers another one: with his password one would be he there.
create function "authorization".administering_elsewhere(users uuid[]) returns table (user_id uuid)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select distinct u.id from identity.users u
    join "authorization".administrators a on a.user_id = u.id and a.organization_id <> u.organization_id
    where u.id = any (administering_elsewhere.users) and u.organization_id = any (varco.visible_organizations())
    order by u.id
  $$;

revoke all on function identity.follow_sort_key(), identity.take_sort_key(), identity.guests(uuid, text, text, text, uuid, int),
  identity.guest(uuid, uuid), identity.enablements_of(uuid), identity.enabled_everywhere(), identity.begins_elsewhere(uuid, text),
  "authorization".administering_elsewhere(uuid[]) from public;
-- Called by hand a trigger's function does nothing.
grant execute on function identity.follow_sort_key(), identity.take_sort_key(), identity.guests(uuid, text, text, text, uuid, int), identity.guest(uuid, uuid), identity.enablements_of(uuid),
  identity.enabled_everywhere(), identity.begins_elsewhere(uuid, text), "authorization".administering_elsewhere(uuid[]) to :"app";
