-- Who administers an organization, and the whole installation besides: this right has no end and hangs on no role that could be changed.

create schema "authorization";
grant usage on schema "authorization" to :"app";

create table "authorization".administrators (
  organization_id uuid not null,
  user_id uuid not null,
  since timestamptz not null,
  -- Of every organization in which he is enabled, and of what belongs to none.
  of_installation boolean not null,
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references identity.enablements (organization_id, user_id)
);

alter table "authorization".administrators enable row level security;
alter table "authorization".administrators force row level security;
create policy scope on "authorization".administrators to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on "authorization".administrators to :"owner" using (true);
grant select, insert on "authorization".administrators to :"app";
