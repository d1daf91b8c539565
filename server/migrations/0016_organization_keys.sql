-- The keys under which the log keeps what changed, one for each organization (requirements D5): without its key nobody reads the changes of
-- an organization any more, and every proof still holds.

create table access_log.organization_keys (
  organization_id uuid not null,
  id int generated always as identity,
  -- Encrypted under a key derived from the installation's secret.
  wrapped bytea not null,
  made_at timestamptz(3) not null default now(),
  primary key (organization_id, id)
);
alter table access_log.organization_keys enable row level security;
alter table access_log.organization_keys force row level security;
create policy scope on access_log.organization_keys for select to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on access_log.organization_keys to :"owner" using (true);
grant select (organization_id, id, wrapped) on access_log.organization_keys to :"app";

-- Adds a key to an organization in the scope; the newest that opens is the one in use. Answers its number.
create function access_log.add_organization_key(organization_id uuid, wrapped bytea) returns int
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    #variable_conflict use_variable
    declare
      made int;
    begin
      if (organization_id = any (varco.visible_organizations())) is not true then
        raise exception 'the organization is not in the scope' using errcode = '42501';
      end if;
      insert into access_log.organization_keys (organization_id, wrapped) values (organization_id, wrapped) returning id into made;
      return made;
    end
  $$;

-- Wraps a key of an organization in the scope anew, if it is still wrapped as it was seen.
create function access_log.wrap_organization_key(organization_id uuid, id int, was bytea, wrapped bytea) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    #variable_conflict use_variable
    begin
      update access_log.organization_keys k set wrapped = wrapped
        where k.organization_id = organization_id and k.id = id and k.wrapped = was
          and organization_id = any (varco.visible_organizations());
    end
  $$;

revoke all on function access_log.add_organization_key(uuid, bytea), access_log.wrap_organization_key(uuid, int, bytea, bytea) from public;
grant execute on function access_log.add_organization_key(uuid, bytea), access_log.wrap_organization_key(uuid, int, bytea, bytea) to :"app";
