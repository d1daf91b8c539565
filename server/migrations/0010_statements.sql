-- The organization's own wording of the accessibility statement and of the privacy notice; every version is kept.

create schema statements;
grant usage on schema statements to :"app";

create table statements.texts (
  organization_id uuid not null references identity.organizations (id),
  statement text not null check (statement in ('accessibility', 'privacy')),
  -- One save, of both languages: of two saves over the same version only one can be the next.
  version int not null check (version > 0),
  -- null: the product's own wording holds.
  it text check (length(it) between 1 and 20000),
  en text check (length(en) between 1 and 20000),
  since timestamptz not null,
  changed_by uuid not null,
  primary key (organization_id, statement, version),
  foreign key (organization_id, changed_by) references identity.enablements (organization_id, user_id)
);

alter table statements.texts enable row level security;
alter table statements.texts force row level security;
create policy scope on statements.texts to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on statements.texts to :"owner" using (true);
grant select, insert on statements.texts to :"app";

-- Named function: anybody may read the statements, also who is not signed in; those of the first organization, which is the installation's.
create function statements.in_force(statement text) returns table (version int, it text, en text)
  language sql stable security definer
  set search_path = pg_catalog, statements, identity
  as $$
    select t.version, t.it, t.en from statements.texts t
    where t.organization_id = (select o.id from identity.organizations o order by o.created_at, o.id limit 1)
      and t.statement = in_force.statement
    order by t.version desc limit 1
  $$;
revoke all on function statements.in_force(text) from public;
grant execute on function statements.in_force(text) to :"app";
