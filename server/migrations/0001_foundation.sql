-- The ground of every schema: which organizations the present transaction may see (requirements D8).

grant usage on schema varco to :"app";

create function varco.visible_organizations() returns uuid[]
  language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('varco.organizations', true), ''), ',')::uuid[] $$;

comment on function varco.visible_organizations() is
  'Organizations whose rows this transaction may see; set by db.as(), empty means none.';

-- Without a scope rows are reached only through the named functions of the owner (security definer, listed in ARCHITECTURE.md):
-- every table has a second policy, for the owner's role alone, which the application's role can never take.
grant execute on function varco.visible_organizations() to :"app";
grant select on varco.migrations to :"app";

-- A row stands here from the moment an import has filled this database until it is settled: until then nobody may serve it.
create table varco.returning (
  said text not null
);
grant select on varco.returning to :"app";
