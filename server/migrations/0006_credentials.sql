-- Passwords: only hashes, one for each user (requirements R1.8, D7).

create schema credentials;
grant usage on schema credentials to :"app";

create table credentials.passwords (
  organization_id uuid not null,
  user_id uuid not null,
  hash text not null,
  -- Date creazione password (R1.17): when this password was set, by whomever.
  created_at timestamptz not null,
  must_change boolean not null,
  -- Why a change is due, for the sentence on the page.
  change_reason text check (change_reason in ('first-access', 'reset', 'reactivated')),
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references identity.users (organization_id, id),
  constraint passwords_reason_check check (must_change = (change_reason is not null))
);

alter table credentials.passwords enable row level security;
alter table credentials.passwords force row level security;
create policy scope on credentials.passwords to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on credentials.passwords to :"owner" using (true);
grant select, insert on credentials.passwords to :"app";
grant update (hash, created_at, must_change, change_reason) on credentials.passwords to :"app";

-- Wrong answers to "your present password" inside a session; apart from the door's counter (requirements R3.4).
create table credentials.present_password_attempts (
  organization_id uuid not null,
  session_id uuid not null,
  used int not null,
  last_at timestamptz not null,
  primary key (organization_id, session_id)
);
alter table credentials.present_password_attempts enable row level security;
alter table credentials.present_password_attempts force row level security;
create policy scope on credentials.present_password_attempts to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on credentials.present_password_attempts to :"owner" using (true);
grant select, insert, delete on credentials.present_password_attempts to :"app";
grant update (used, last_at) on credentials.present_password_attempts to :"app";

-- Named function: counters of sessions long gone.
create function credentials.forget_attempts(before timestamptz) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, credentials
  as $$ with gone as (delete from credentials.present_password_attempts where last_at < forget_attempts.before returning 1) select count(*) from gone $$;
revoke all on function credentials.forget_attempts(timestamptz) from public;
grant execute on function credentials.forget_attempts(timestamptz) to :"app";

-- Named function: the parameters most passwords were hashed with, so that a name without one costs the door as much (requirements D7).
create function credentials.usual_parameters() returns text
  language sql stable security definer
  set search_path = pg_catalog, credentials
  as $$ select mode() within group (order by substring(p.hash from '^\$[^$]+\$[^$]+\$[^$]+')) from credentials.passwords p $$;
revoke all on function credentials.usual_parameters() from public;
grant execute on function credentials.usual_parameters() to :"app";
