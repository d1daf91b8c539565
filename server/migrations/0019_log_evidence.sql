-- Archives of the log that are asked for from the page, and verifications of it (requirements D5, R2.21, R2.22).

create schema log_evidence;
grant usage on schema log_evidence to :"app";

-- An archive of the whole installation's log: written by a run, fetched once by whoever asked, gone a day later.
create table log_evidence.archives (
  -- The installation's: rows of everybody are in it.
  organization_id uuid not null,
  id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz(3) not null,
  from_day date,
  to_day date,
  run_id uuid not null,
  -- The attempt that writes; whoever took the run before may write nothing more.
  attempt int not null default 0,
  ready_at timestamptz(3),
  expires_at timestamptz(3),
  rows bigint,
  bytes bigint,
  chunks int,
  sha256 bytea,
  -- Somebody is being sent the file, until then or until he gives up.
  claimed_until timestamptz(3),
  fetched_at timestamptz(3),
  -- A person was erased meanwhile: what was written before may name him.
  withdrawn_at timestamptz(3),
  primary key (organization_id, id),
  constraint archives_days_check check (from_day <= to_day),
  constraint archives_ready_check check (num_nonnulls(ready_at, expires_at, rows, bytes, chunks, sha256) in (0, 6))
);
create index archives_by_time on log_evidence.archives (organization_id, asked_at, id);

-- The file piece by piece, each encrypted: no file of the database and no backup holds an archive that can be read without the secret key.
create table log_evidence.chunks (
  organization_id uuid not null,
  archive_id uuid not null,
  number int not null check (number >= 0),
  ciphertext bytea not null,
  primary key (organization_id, archive_id, number),
  foreign key (organization_id, archive_id) references log_evidence.archives (organization_id, id) on delete cascade
);
-- It is compressed already.
alter table log_evidence.chunks alter column ciphertext set storage external;

-- A verification of the whole log, with what it was compared with and what it found.
create table log_evidence.verifications (
  organization_id uuid not null,
  id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz(3) not null,
  run_id uuid not null,
  file_name text check (char_length(file_name) between 1 and 255),
  -- Kept outside by somebody, until they were compared.
  checkpoints text check (length(checkpoints) <= 4000000),
  public_key text check (length(public_key) <= 400),
  verdict jsonb,
  primary key (organization_id, id),
  constraint verifications_file_check check (checkpoints is null or file_name is not null)
);
create index verifications_by_time on log_evidence.verifications (organization_id, asked_at, id);

alter table log_evidence.archives enable row level security;
alter table log_evidence.archives force row level security;
alter table log_evidence.chunks enable row level security;
alter table log_evidence.chunks force row level security;
alter table log_evidence.verifications enable row level security;
alter table log_evidence.verifications force row level security;
create policy scope on log_evidence.archives to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on log_evidence.chunks to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on log_evidence.verifications to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on log_evidence.archives to :"owner" using (true);
create policy installation on log_evidence.chunks to :"owner" using (true);
create policy installation on log_evidence.verifications to :"owner" using (true);
grant select, insert, delete,
  update (attempt, ready_at, expires_at, rows, bytes, chunks, sha256, claimed_until, fetched_at, withdrawn_at) on log_evidence.archives to :"app";
grant select, insert, delete on log_evidence.chunks to :"app";
grant select, insert, delete, update (checkpoints, verdict) on log_evidence.verifications to :"app";
