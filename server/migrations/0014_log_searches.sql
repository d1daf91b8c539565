-- Searches of the log that administrators keep, and the files they made of it (requirements R2.22, R3.57).

create schema log_searches;
grant usage on schema log_searches to :"app";

create table log_searches.searches (
  organization_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  name text not null check (char_length(name) between 1 and 60),
  -- What it keeps, its columns and its order, as an address of the page holds them.
  view jsonb not null,
  -- Whoever may search the log finds it too; only its owner changes it.
  shared boolean not null,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, owner_id) references identity.enablements (organization_id, user_id) on delete cascade
);
create unique index searches_by_owner on log_searches.searches (organization_id, owner_id, lower(name));
create index searches_shared on log_searches.searches (organization_id, lower(name), id) where shared;

-- A file asked for: it is written while it is downloaded, once, by whoever asked. The access log says that it was asked for; this says of what.
create table log_searches.exports (
  organization_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  -- One's own sign-ins only (requirements R5.13).
  own boolean not null,
  view jsonb not null,
  language text not null check (language in ('it', 'en')),
  asked_at timestamptz(3) not null,
  -- How many rows there were when it was asked for; null where counting would have taken too long.
  expected int,
  state text not null check (state in ('asked', 'running', 'done', 'broken')),
  rows int not null default 0,
  -- When the last rows were written.
  written_at timestamptz(3),
  primary key (organization_id, id),
  foreign key (organization_id, owner_id) references identity.enablements (organization_id, user_id) on delete cascade
);
create index exports_newest on log_searches.exports (organization_id, asked_at, id) where not own;
-- One at a time for each person.
create unique index exports_running on log_searches.exports (organization_id, owner_id) where state = 'running';
create index exports_by_owner on log_searches.exports (organization_id, owner_id);

alter table log_searches.searches enable row level security;
alter table log_searches.searches force row level security;
alter table log_searches.exports enable row level security;
alter table log_searches.exports force row level security;
create policy scope on log_searches.searches to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on log_searches.exports to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on log_searches.searches to :"owner" using (true);
create policy installation on log_searches.exports to :"owner" using (true);
grant select, insert, update (name, view, shared, changed_at), delete on log_searches.searches to :"app";
grant select, insert, update (state, rows, written_at) on log_searches.exports to :"app";
