-- Delegations: one user works for another in an organization, for some days (requirements R3.59).

create schema delegations;
grant usage on schema delegations to :"app";

create table delegations.delegations (
  organization_id uuid not null,
  id uuid not null,
  delegator_id uuid not null,
  delegate_id uuid not null,
  -- The one role delegated; null: all that the delegator may.
  role_id uuid,
  -- Always with an end: nobody stands for somebody for ever.
  starts_on date not null,
  ends_on date not null,
  reason text not null default '',
  made_at timestamptz(3) not null,
  -- Null: somebody at the terminal.
  made_by uuid,
  -- Taken back before its last day, at once.
  ended_at timestamptz(3),
  ended_by uuid,
  primary key (organization_id, id),
  constraint delegations_delegator_fkey foreign key (organization_id, delegator_id) references identity.enablements (organization_id, user_id),
  constraint delegations_delegate_fkey foreign key (organization_id, delegate_id) references identity.enablements (organization_id, user_id),
  constraint delegations_role_fkey foreign key (organization_id, role_id) references "authorization".roles (organization_id, id),
  constraint delegations_oneself_check check (delegator_id <> delegate_id),
  constraint delegations_days_check check (ends_on >= starts_on),
  constraint delegations_ended_check check (ended_at is not null or ended_by is null),
  -- One row for two people at a time.
  constraint delegations_overlap exclude using gist
    (organization_id with =, delegator_id with =, delegate_id with =, daterange(starts_on, ends_on, '[]') with &&) where (ended_at is null)
);
create index delegations_by_delegator on delegations.delegations (organization_id, delegator_id, ends_on);
create index delegations_by_delegate on delegations.delegations (organization_id, delegate_id, ends_on);
create index delegations_by_role on delegations.delegations (organization_id, role_id) where role_id is not null;
create index delegations_newest on delegations.delegations (organization_id, made_at, id);

alter table delegations.delegations enable row level security;
alter table delegations.delegations force row level security;
create policy scope on delegations.delegations to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on delegations.delegations to :"owner" using (true);
grant select, insert on delegations.delegations to :"app";
grant update (reason, ended_at, ended_by) on delegations.delegations to :"app";

-- A session works as delegate only as long as the delegation is there; whether it still holds is judged when the session is read.
alter table sessions.sessions add constraint sessions_delegation_fkey foreign key (context_id, delegation_id)
  references delegations.delegations (organization_id, id);
create index sessions_by_delegation on sessions.sessions (context_id, delegation_id) where delegation_id is not null;

-- Named function: of a person who is erased no reason stays for which he stood for somebody or somebody for him, wherever he worked; his home
-- is in the scope, the others are not.
create function delegations.forget_reasons(whom uuid) returns void
  language sql volatile security definer
  set search_path = pg_catalog
  as $$
    update delegations.delegations d set reason = '' from identity.users u, identity.enablements e
    where u.id = forget_reasons.whom and u.organization_id = any (varco.visible_organizations())
      and e.home_id = u.organization_id and e.user_id = u.id and d.organization_id = e.organization_id
      and (d.delegator_id = e.user_id or d.delegate_id = e.user_id) and d.reason <> ''
  $$;
revoke all on function delegations.forget_reasons(uuid) from public;
grant execute on function delegations.forget_reasons(uuid) to :"app";
