-- The organization's own wording of the accessibility statement and of the privacy notice; every version is kept.

create schema statements;
grant usage on schema statements to :"app";

create table statements.texts (
  organization_id uuid not null references identity.organizations (id),
  statement text not null check (statement in ('accessibility', 'privacy')),
  language text not null check (language in ('it', 'en')),
  -- null: the product's own wording holds again.
  text text check (length(text) between 1 and 20000),
  since timestamptz not null,
  changed_by uuid,
  -- Two versions of one instant still have an order.
  number bigint generated always as identity,
  primary key (organization_id, statement, language, number)
);

alter table statements.texts enable row level security;
alter table statements.texts force row level security;
create policy scope on statements.texts to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on statements.texts to :"owner" using (true);
grant select, insert on statements.texts to :"app";

-- Named function: anybody may read the statements, also who is not signed in; those of the first organization, which is the installation's.
create function statements.in_force(statement text, language text) returns text
  language sql stable security definer
  set search_path = pg_catalog, statements, identity
  as $$
    select t.text from statements.texts t
    where t.organization_id = (select o.id from identity.organizations o order by o.created_at, o.id limit 1)
      and t.statement = in_force.statement and t.language = in_force.language
    order by t.number desc limit 1
  $$;
revoke all on function statements.in_force(text, text) from public;
grant execute on function statements.in_force(text, text) to :"app";
