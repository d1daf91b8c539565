-- The first start: a link, the browser that claimed it, the answers given so far.

create schema setup;
grant usage on schema setup to :"app";

create table setup.links (
  id uuid primary key,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  -- Hash of the cookie of the first browser that opened the link.
  claimed_by bytea unique,
  -- The wizard's answers; the password only as its hash.
  answers jsonb not null default '{}'
);
grant select, insert, delete on setup.links to :"app";
grant update (claimed_by, answers) on setup.links to :"app";

-- Present only where everybody and everything is invented: a start that means the other kind is refused. The application cannot write it.
create table setup.demonstration (
  alone boolean primary key default true check (alone),
  seed int not null,
  -- The moment up to which the log was invented.
  made_at timestamptz not null,
  -- null: not all of it is there; the next start begins again.
  filled_at timestamptz
);
grant select on setup.demonstration to :"app";
