-- What is done apart from any request: since when each job is planned, and every run with its end.

create schema jobs;
grant usage on schema jobs to :"app";

-- Since when this installation plans a job: what was due before that was not missed.
create table jobs.schedules (
  organization_id uuid not null,
  job text collate "C" not null,
  since timestamptz(3) not null,
  primary key (organization_id, job)
);

-- As which user of a service jobs are worked, for the installation (requirements R1.60); nobody: as the product itself.
create table jobs.worker (
  organization_id uuid primary key,
  home_id uuid,
  user_id uuid,
  version int not null default 1,
  constraint worker_whole_check check ((home_id is null) = (user_id is null))
);

create table jobs.runs (
  -- The nil id is the installation's, whose jobs are about everybody; it is no row of the organizations.
  organization_id uuid not null,
  id uuid not null,
  job text collate "C" not null check (job ~ '^[a-z][a-z0-9-]{0,62}$'),
  -- When the plan wanted it; null: somebody asked for it.
  due_at timestamptz(3),
  -- Who asked; null with no due time: somebody at the terminal. No reference: the ground knows no people.
  asked_by uuid,
  asked_at timestamptz(3) not null,
  -- Ids and numbers, never a name nor a secret.
  input jsonb not null default '{}' check (jsonb_typeof(input) = 'object' and length(input::text) <= 8192),
  state text collate "C" not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done bigint not null default 0 check (done >= 0),
  total bigint check (total >= 0),
  -- Counts the nodes that took it; whoever took it before may write nothing more.
  attempt int not null default 0,
  -- As which user of a service it is worked; null: as the product itself (requirements R1.60).
  ran_as uuid,
  node text,
  started_at timestamptz(3),
  -- By the database's clock, which all nodes share.
  heartbeat_at timestamptz,
  cancel_asked_at timestamptz(3),
  cancel_asked_by uuid,
  ended_at timestamptz(3),
  outcome jsonb,
  primary key (organization_id, id),
  -- However many nodes plan it, a due run is one.
  constraint runs_due_key unique (job, due_at),
  constraint runs_running_check check (state <> 'running' or (started_at is not null and heartbeat_at is not null)),
  constraint runs_end_check check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null) and (ended_at is null) = (outcome is null))
);
-- A job never overlaps itself.
create unique index runs_one_at_a_time on jobs.runs (organization_id, job) where state = 'running';
create index runs_open on jobs.runs (asked_at, id) where state in ('waiting', 'running');
create index runs_ended on jobs.runs (ended_at) where ended_at is not null;
-- The list: all, those of one job, those in one state, of one job in one state; the newest first.
create index runs_by_time on jobs.runs (organization_id, asked_at, id);
create index runs_by_job on jobs.runs (organization_id, job, asked_at, id);
create index runs_by_state on jobs.runs (organization_id, state, asked_at, id);

alter table jobs.schedules enable row level security;
alter table jobs.schedules force row level security;
alter table jobs.worker enable row level security;
alter table jobs.worker force row level security;
alter table jobs.runs enable row level security;
alter table jobs.runs force row level security;
create policy scope on jobs.schedules to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on jobs.worker to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy scope on jobs.runs to :"app" using (organization_id = any ((select varco.visible_organizations())::uuid[]));
create policy installation on jobs.schedules to :"owner" using (true);
create policy installation on jobs.worker to :"owner" using (true);
create policy installation on jobs.runs to :"owner" using (true);
grant select, insert on jobs.schedules to :"app";
grant select, insert on jobs.worker to :"app";
grant update (home_id, user_id, version) on jobs.worker to :"app";
grant select, insert on jobs.runs to :"app";
grant update (state, done, total, attempt, ran_as, node, started_at, heartbeat_at, cancel_asked_at, cancel_asked_by, ended_at, outcome)
  on jobs.runs to :"app";

-- Named function: the next run that a node may take, whosever it is. A node that is silent lost its run, which may be taken thrice.
-- One node looks at a time (its lock is told in db/locks.ts), and only when there is something to take.
create function jobs.claim(known text[], by_node text, at timestamptz, silent_ms int)
  returns table (organization_id uuid, id uuid, job text, due_at timestamptz, asked_by uuid, input jsonb, attempt int)
  language plpgsql volatile security definer
  set search_path = pg_catalog, jobs
  as $$
  #variable_conflict use_column
  declare
    dead timestamptz := clock_timestamp() - make_interval(secs => silent_ms / 1000.0);
  begin
    if not exists (
      select from jobs.runs r
      where r.state in ('waiting', 'running') and r.job = any (known) and (r.state = 'waiting' or r.heartbeat_at < dead)
    ) then
      return;
    end if;
    perform pg_advisory_xact_lock(7265007);
    update jobs.runs r set
      state = case when r.cancel_asked_at is null then 'failed' else 'cancelled' end,
      ended_at = claim.at,
      outcome = case when r.cancel_asked_at is null then '{"code": "node-lost"}'::jsonb else '{"code": "cancelled"}'::jsonb end
    where r.state = 'running' and r.heartbeat_at < dead and (r.attempt >= 3 or r.cancel_asked_at is not null);
    return query
      update jobs.runs r set
        state = 'running', attempt = r.attempt + 1, node = by_node, started_at = claim.at, heartbeat_at = clock_timestamp(), done = 0,
        total = null
      from (
        select c.organization_id, c.id from jobs.runs c
        where c.state in ('waiting', 'running') and c.job = any (known) and (c.state = 'waiting' or c.heartbeat_at < dead)
          and not exists (
            select from jobs.runs o
            where o.organization_id = c.organization_id and o.job = c.job and o.state = 'running' and o.id <> c.id
          )
        order by c.asked_at, c.id limit 1
        for update skip locked
      ) chosen
      where r.organization_id = chosen.organization_id and r.id = chosen.id
      returning r.organization_id, r.id, r.job, r.due_at, r.asked_by, r.input, r.attempt;
  end $$;

-- Named function: runs that ended long ago are forgotten; what they did stands in the log.
create function jobs.forget_ended(before timestamptz) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, jobs
  as $$ with gone as (delete from jobs.runs where ended_at < forget_ended.before returning 1) select count(*) from gone $$;

revoke all on function jobs.claim(text[], text, timestamptz, int), jobs.forget_ended(timestamptz) from public;
grant execute on function jobs.claim(text[], text, timestamptz, int), jobs.forget_ended(timestamptz) to :"app";
