-- Staff lists on their way into users: the file as it was read, what its trial found, and the columns that are remembered. What stands
-- here is forgotten after a day.

create schema staff_import;
grant usage on schema staff_import to :"app";

create table staff_import.imports (
  organization_id uuid not null references identity.organizations (id),
  id uuid not null,
  file_name text not null check (char_length(file_name) between 1 and 255),
  format text not null check (format in ('csv', 'xlsx')),
  encoding text,
  separator text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  stage text not null default 'uploaded' check (stage in ('uploaded', 'tried', 'done')),
  -- For each sheet its name, how many rows it has, and the first of them.
  sheets jsonb not null,
  options jsonb not null,
  remembered boolean not null,
  counts jsonb,
  -- Names what the trial found; the confirmation brings it back.
  trial text collate "C",
  -- The run of the queue that carries it out.
  run_id uuid,
  -- The session and the client of who confirmed it: what the log says of an act that is done later, apart from the request.
  confirmed_from jsonb,
  done_at timestamptz,
  primary key (organization_id, id)
);
create index imports_by_age on staff_import.imports (expires_at);

-- The rows of the sheets, some hundreds to a block: a file is always read whole.
create table staff_import.blocks (
  organization_id uuid not null,
  import_id uuid not null,
  sheet smallint not null,
  block int not null,
  rows jsonb not null,
  primary key (organization_id, import_id, sheet, block),
  foreign key (organization_id, import_id) references staff_import.imports (organization_id, id) on delete cascade
);

-- What the trial found of each row, and who is missing from the file; after the confirmation, what became of it.
create table staff_import.lines (
  organization_id uuid not null,
  import_id uuid not null,
  place int not null,
  row_number int,
  outcome text collate "C" not null check (outcome in ('faulty', 'new', 'changed', 'unchanged', 'missing')),
  name text not null,
  username text not null,
  user_id uuid,
  administrator boolean not null,
  faults jsonb not null,
  changes jsonb not null,
  primary key (organization_id, import_id, place),
  foreign key (organization_id, import_id) references staff_import.imports (organization_id, id) on delete cascade
);
create index lines_by_outcome on staff_import.lines (organization_id, import_id, outcome, place);

-- What the columns of a file with these headings hold, as it was last chosen.
create table staff_import.mappings (
  organization_id uuid not null references identity.organizations (id),
  -- SHA-256 of the folded headings, in no order.
  headings bytea not null,
  columns jsonb not null,
  used_at timestamptz not null,
  primary key (organization_id, headings)
);

alter table staff_import.imports enable row level security;
alter table staff_import.imports force row level security;
alter table staff_import.blocks enable row level security;
alter table staff_import.blocks force row level security;
alter table staff_import.lines enable row level security;
alter table staff_import.lines force row level security;
alter table staff_import.mappings enable row level security;
alter table staff_import.mappings force row level security;

create policy scope on staff_import.imports to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on staff_import.blocks to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on staff_import.lines to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on staff_import.mappings to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));

create policy installation on staff_import.imports to :"owner" using (true);
create policy installation on staff_import.blocks to :"owner" using (true);
create policy installation on staff_import.lines to :"owner" using (true);
create policy installation on staff_import.mappings to :"owner" using (true);

grant select, insert, delete on staff_import.imports to :"app";
grant update (stage, options, counts, trial, run_id, confirmed_from, done_at) on staff_import.imports to :"app";
grant select, insert on staff_import.blocks to :"app";
grant select, insert, delete on staff_import.lines to :"app";
grant update (user_id) on staff_import.lines to :"app";
grant select, insert, delete on staff_import.mappings to :"app";
grant update (columns, used_at) on staff_import.mappings to :"app";

-- Named function: forgets the files whose time is over, whoever's they are; answers how many.
create function staff_import.forget_expired(at timestamptz) returns int
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    declare
      forgotten int;
    begin
      delete from staff_import.imports i where i.expires_at < at;
      get diagnostics forgotten = row_count;
      return forgotten;
    end
  $$;
revoke all on function staff_import.forget_expired(timestamptz) from public;
grant execute on function staff_import.forget_expired(timestamptz) to :"app";
