-- First passwords made for many people at once, and handed out once (requirements R1.55, D7).

create schema first_passwords;
grant usage on schema first_passwords to :"app";

-- One act of somebody: who asked, when, for whom, and in which language the letters speak.
create table first_passwords.handouts (
  organization_id uuid not null references identity.organizations (id),
  id uuid not null,
  -- Whole milliseconds, what the code's instants hold, so that a page's position is exact.
  asked_at timestamptz(3) not null,
  -- null: somebody at the terminal.
  asked_by uuid,
  audience text not null check (audience in ('chosen', 'matching', 'imported')),
  language text not null check (language in ('it', 'en')),
  people int not null check (people > 0),
  -- What works on it; another one after somebody made it go on.
  run_id uuid not null,
  cancelled_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, asked_by) references identity.enablements (organization_id, user_id)
);
create index handouts_by_time on first_passwords.handouts (organization_id, asked_at desc, id desc);

-- What is handed out at once: one file of letters or one list.
create table first_passwords.parts (
  organization_id uuid not null,
  handout_id uuid not null,
  number int not null check (number > 0),
  size int not null check (size > 0),
  made int not null default 0,
  skipped int not null default 0,
  -- making: passwords are still to be made. empty: it ended without any.
  state text not null default 'making' check (state in ('making', 'ready', 'empty', 'handed-out', 'expired')),
  -- A day after its first password was made.
  expires_at timestamptz,
  -- Somebody is having the file made, until then or until he gives up.
  claim uuid,
  claimed_until timestamptz,
  handed_out_at timestamptz,
  handed_out_to uuid,
  primary key (organization_id, handout_id, number),
  foreign key (organization_id, handout_id) references first_passwords.handouts (organization_id, id) on delete cascade,
  foreign key (organization_id, handed_out_to) references identity.enablements (organization_id, user_id),
  constraint parts_counts_check check (made >= 0 and skipped >= 0 and made + skipped <= size)
);
create index parts_under_way on first_passwords.parts (organization_id, handout_id) where state = 'making';
create index parts_by_end on first_passwords.parts (expires_at) where state in ('making', 'ready');

create table first_passwords.items (
  organization_id uuid not null,
  handout_id uuid not null,
  -- In the order of the list of users.
  position int not null,
  -- null: kept out from the beginning.
  part int,
  user_id uuid not null,
  state text not null check (state in ('waiting', 'made', 'skipped')),
  reason text check (reason in ('entered', 'inactive', 'disabled', 'ended', 'has-password', 'oneself', 'replaced', 'cancelled', 'expired')),
  -- The temporary password, encrypted, until it is handed out or a day has passed.
  secret bytea,
  primary key (organization_id, handout_id, position),
  foreign key (organization_id, handout_id) references first_passwords.handouts (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references identity.users (organization_id, id),
  constraint items_part_check check (part is not null or state = 'skipped'),
  constraint items_skipped_check check ((state = 'skipped') = (reason is not null)),
  constraint items_secret_check check (secret is null or state = 'made')
);
create index items_waiting on first_passwords.items (organization_id, handout_id, position) where state = 'waiting';
create index items_skipped on first_passwords.items (organization_id, handout_id, position) where state = 'skipped';
create index items_of_part on first_passwords.items (organization_id, handout_id, part, position);
-- A password that is replaced is handed out to nobody.
create index items_secret on first_passwords.items (organization_id, user_id) where secret is not null;

alter table first_passwords.handouts enable row level security;
alter table first_passwords.handouts force row level security;
alter table first_passwords.parts enable row level security;
alter table first_passwords.parts force row level security;
alter table first_passwords.items enable row level security;
alter table first_passwords.items force row level security;
create policy scope on first_passwords.handouts to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on first_passwords.parts to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on first_passwords.items to :"app"
  using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on first_passwords.handouts to :"owner" using (true);
create policy installation on first_passwords.parts to :"owner" using (true);
create policy installation on first_passwords.items to :"owner" using (true);
grant select, insert on first_passwords.handouts to :"app";
grant update (run_id, cancelled_at) on first_passwords.handouts to :"app";
grant select, insert on first_passwords.parts to :"app";
grant update (made, skipped, state, expires_at, claim, claimed_until, handed_out_at, handed_out_to) on first_passwords.parts to :"app";
grant select, insert on first_passwords.items to :"app";
grant update (state, reason, secret) on first_passwords.items to :"app";

-- Named function: passwords that nobody fetched within their day are wiped, of any organization; those still to be made are given up.
create function first_passwords.expire(at timestamptz) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, first_passwords
  as $$
    with ended as (
      update first_passwords.parts p
      set state = case when p.made = 0 then 'empty' else 'expired' end, skipped = p.size - p.made, claim = null, claimed_until = null
      where p.state in ('making', 'ready') and p.expires_at <= expire.at
      returning p.organization_id, p.handout_id, p.number
    ), wiped as (
      update first_passwords.items i
      set secret = null, state = case when i.state = 'waiting' then 'skipped' else i.state end,
        reason = case when i.state = 'waiting' then 'expired' else i.reason end
      from ended e
      where i.organization_id = e.organization_id and i.handout_id = e.handout_id and i.part = e.number
        and (i.state = 'waiting' or i.secret is not null)
      returning 1
    )
    select count(*) from wiped
  $$;
revoke all on function first_passwords.expire(timestamptz) from public;
grant execute on function first_passwords.expire(timestamptz) to :"app";

-- Named function: acts of long ago, of any organization; the log keeps what was done.
create function first_passwords.forget(before timestamptz) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, first_passwords
  as $$
    with gone as (
      delete from first_passwords.handouts h
      where h.asked_at < forget.before
        and not exists (select from first_passwords.parts p
          where p.organization_id = h.organization_id and p.handout_id = h.id and p.state in ('making', 'ready'))
      returning 1
    )
    select count(*) from gone
  $$;
revoke all on function first_passwords.forget(timestamptz) from public;
grant execute on function first_passwords.forget(timestamptz) to :"app";
