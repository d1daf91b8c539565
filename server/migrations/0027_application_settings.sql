-- The settings of applications: which there are, what an organization chose for everybody, and each user for himself (requirements R1.35-R1.38).

create schema application_settings;
grant usage on schema application_settings to :"app";

-- What an application registered, as it sent it: read and replaced whole.
create table application_settings.schemas (
  -- The installation's, as applications are.
  organization_id uuid not null,
  application_id uuid not null,
  -- json, not jsonb: what is the same must be written the same.
  settings json not null,
  registered_at timestamptz(3) not null,
  primary key (organization_id, application_id),
  foreign key (organization_id, application_id) references applications.applications (organization_id, id) on delete cascade
);

-- Values stand by the names of their settings; those that the schema no longer admits stay, unseen, for when it does again.
create table application_settings.common (
  organization_id uuid not null references identity.organizations (id),
  application_id uuid not null references applications.applications (id) on delete cascade,
  given jsonb not null,
  version int not null default 1,
  primary key (organization_id, application_id)
);
create index common_by_application on application_settings.common (application_id);

-- A user's own, where he works: they are of his enablement and go with it (requirements D2).
create table application_settings.own (
  organization_id uuid not null,
  user_id uuid not null,
  application_id uuid not null references applications.applications (id) on delete cascade,
  given jsonb not null,
  version int not null default 1,
  primary key (organization_id, application_id, user_id),
  foreign key (organization_id, user_id) references identity.enablements (organization_id, user_id)
);
create index own_by_user on application_settings.own (organization_id, user_id);
create index own_by_application on application_settings.own (application_id);

alter table application_settings.schemas enable row level security;
alter table application_settings.schemas force row level security;
alter table application_settings.common enable row level security;
alter table application_settings.common force row level security;
alter table application_settings.own enable row level security;
alter table application_settings.own force row level security;

create policy scope on application_settings.schemas to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on application_settings.common to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on application_settings.own to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on application_settings.schemas to :"owner" using (true);
create policy installation on application_settings.common to :"owner" using (true);
create policy installation on application_settings.own to :"owner" using (true);

grant select, insert, update (settings, registered_at) on application_settings.schemas to :"app";
grant select, insert, update (given, version) on application_settings.common to :"app";
grant select, insert, update (given, version), delete on application_settings.own to :"app";

-- Named function: of a person who is erased nothing stays that he chose, wherever he worked; his home is in the scope, the others are not.
create function application_settings.forget_everywhere(whom uuid) returns void
  language sql volatile security definer
  set search_path = pg_catalog
  as $$
    delete from application_settings.own o using identity.users u, identity.enablements e
    where u.id = forget_everywhere.whom and u.organization_id = any (varco.visible_organizations())
      and e.home_id = u.organization_id and e.user_id = u.id and o.organization_id = e.organization_id and o.user_id = e.user_id
  $$;
revoke all on function application_settings.forget_everywhere(uuid) from public;
grant execute on function application_settings.forget_everywhere(uuid) to :"app";
