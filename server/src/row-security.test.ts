import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { activeAdministrators } from '#features/authorization';
import { changeUser, findUsers, readUser, resetPassword, unlockUser } from '#features/directory';
import { findUser, findUserByName, takenFields } from '#features/identity';
import { insertPeople } from '#testing/people';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

/** What the application asks without a scope; ARCHITECTURE.md says why of each. */
export const unscopedFunctions: readonly string[] = [
  'access_log.add_organization_key',
  'access_log.add_seal',
  'access_log.choose_retention',
  'access_log.keep_checkpoint',
  'access_log.record',
  'access_log.rows_to_seal',
  'access_log.seal_state',
  'access_log.wrap_organization_key',
  'application_settings.forget_everywhere',
  'applications.find',
  'applications.registered',
  'applications.used',
  'assistance.forget_needs',
  'assistance.granted',
  'assistance.sessions_ended',
  'assistance.visit',
  'authorization.administering_elsewhere',
  'authorization.count_granting',
  'credentials.forget_attempts',
  'credentials.usual_parameters',
  'delegations.forget_reasons',
  'first_passwords.expire',
  'first_passwords.forget',
  'formal_authorizations.keep_days',
  'identity.all_organizations',
  'identity.at_the_door',
  'identity.begins_elsewhere',
  'identity.door_logo',
  'identity.enabled_everywhere',
  'identity.enablements_of',
  'identity.follow_licence',
  'identity.follow_sort_key',
  'identity.guest',
  'identity.guests',
  'identity.licence_holders',
  'identity.standings',
  'identity.take_licence',
  'identity.take_sort_key',
  'jobs.claim',
  'jobs.forget_ended',
  'policy.at_the_door',
  'sessions.find',
  'sessions.first_context',
  'sessions.forget_ended',
  'sessions.open_by_licence',
  'sessions.past_their_limit',
  'sign_in.abandoned',
  'sign_in.find_pending',
  'sign_in.find_user',
  'sign_in.pending_from',
  'staff_import.forget_expired',
  'statements.in_force',
];

/** Tables that belong to no organization, and why. */
const ofNobody: Readonly<Record<string, string>> = {
  'access_log.addresses': 'a dictionary of the log: an address is no fact of anybody',
  'access_log.browsers': 'a dictionary of the log: a browser is no fact of anybody',
  'access_log.leftovers': 'numbers of values that a purged month named, for a few seconds',
  'access_log.retention': 'how long the log of the whole installation is kept',
  'access_log.seal_keys': 'public keys of the installation',
  'access_log.sealer': 'where the sealer of the whole log stands',
  'access_log.seals': 'hashes over rows of every organization',
  'setup.demonstration': 'whether the whole installation is invented',
  'setup.links': 'the first start, before there is an organization',
  'sign_in.attempts': 'attempts at a name that may belong to nobody; only its keyed hash is kept',
  'varco.migrations': 'the version of the database itself',
  'varco.returning': 'whether a whole database is on its way back, and from which file',
};

const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
const scopeOf = (table: string): string => (table === 'identity.organizations' ? 'id' : 'organization_id');

describe('D8 in the catalogue', () => {
  test('every table is of an organization, behind row security that its owner obeys too, or is named here with the reason', async () => {
    const world = await freshWorld();

    const tables = await world.owner<{
      name: string;
      scoped: boolean;
      on: boolean;
      forced: boolean;
      partition: boolean;
      policy: string | null;
      seen: boolean;
    }>(`
      select n.nspname || '.' || c.relname as name, c.relrowsecurity as on, c.relforcerowsecurity as forced, c.relispartition as partition,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id') or c.oid = 'identity.organizations'::regclass as scoped,
        (select string_agg(p.polcmd::text || ' ' || coalesce(pg_get_expr(p.polqual, c.oid), '-'), '; ' order by p.polname) from pg_policy p
          where p.polrelid = c.oid and 'varco_app'::regrole = any (p.polroles)) as policy,
        has_any_column_privilege('varco_app', c.oid, 'select, insert, update') or has_table_privilege('varco_app', c.oid, 'delete, truncate') as seen
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours} order by 1`);

    expect(tables.length).toBeGreaterThan(15);
    expect(tables.filter((table) => !table.scoped).map((table) => table.name)).toEqual(Object.keys(ofNobody));
    expect(tables.filter((table) => table.scoped && !(table.on && table.forced)).map((table) => table.name)).toEqual([]);
    for (const { name, policy, partition, scoped, seen } of tables) {
      if (!scoped) continue;
      const condition = `(${scopeOf(name)} = ANY (( SELECT varco.visible_organizations() AS visible_organizations)::uuid[]))`;
      const only = partition ? null : name.startsWith('access_log.') ? `r ${condition}` : `* ${condition}`;
      expect([name, policy]).toEqual([name, only]);
      if (partition) expect([name, seen]).toEqual([name, false]);
    }
  });

  test('there is no view, which would see with the eyes of its owner, and nothing that the application owns', async () => {
    const world = await freshWorld();

    expect(
      await world.owner(
        `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm', 'f') and ${ours}`,
      ),
    ).toEqual([]);
    expect(await world.owner(`select relname from pg_class where relowner = 'varco_app'::regrole`)).toEqual([]);
    expect(
      await world.owner(`select rolname from pg_roles where rolname = 'varco_app' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
        or rolname = 'varco_owner' and pg_has_role('varco_app', oid, 'member')`),
    ).toEqual([]);
  });

  test('no role but the application may call a function of ours, and it reads past the scope only in those that ARCHITECTURE.md names', async () => {
    const world = await freshWorld();
    const architecture = readFileSync(join(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8');
    const told = [...architecture.matchAll(/^\| `(\w+\.\w+)\(/gm)].map(([, name]) => name).toSorted();

    const functions = await world.owner<{ name: string; definer: boolean; path: string | null; everybody: boolean; app: boolean }>(`
      select n.nspname || '.' || p.proname as name, p.prosecdef as definer, array_to_string(p.proconfig, ' ') as path,
        exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0) as everybody,
        has_function_privilege('varco_app', p.oid, 'execute') as app
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${ours} and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`);
    const definers = functions.filter((one) => one.definer);

    expect(definers.map((one) => one.name)).toEqual(unscopedFunctions);
    expect(told).toEqual(unscopedFunctions);
    expect(definers.filter((one) => !one.path?.startsWith('search_path=pg_catalog') || !one.app)).toEqual([]);
    expect(functions.filter((one) => one.everybody).map((one) => one.name)).toEqual(['varco.visible_organizations']);
  });

  test('R2.21 R3.50 the application changes only what its pages change, and deletes neither a person, nor a user, nor anything of the log or of a history', async () => {
    const world = await freshWorld();

    const tables = await world.owner<{ name: string; changed: string[]; emptied: boolean }>(`
      select n.nspname || '.' || c.relname as name,
        array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('varco_app', c.oid, a.attnum, 'update') order by a.attname) as changed,
        has_table_privilege('varco_app', c.oid, 'delete') as emptied
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours} order by 1`);
    const truncated = await world.owner(`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${ours} and has_table_privilege('varco_app', c.oid, 'truncate, references, trigger')`);

    const users = [
      'active_since',
      'all_organizations',
      'disabled',
      'entered',
      'exempt_from_inactivity',
      'full_name',
      'no_sessions',
      'sort_key',
      'status',
      'username',
      'username_folded',
      'username_mac',
    ];
    expect(Object.fromEntries(tables.filter(({ changed }) => changed.length > 0).map(({ name, changed }) => [name, changed]))).toEqual({
      'application_settings.common': ['given', 'version'],
      'application_settings.own': ['given', 'version'],
      'application_settings.schemas': ['registered_at', 'settings'],
      'applications.applications': ['active', 'description', 'is_told_why', 'may_search', 'name', 'name_en', 'version'],
      'assistance.requests': [
        'answer',
        'decided_at',
        'decided_by',
        'ended_at',
        'ended_by',
        'ends_on',
        'granted',
        'need',
        'reference_id',
        'reference_unit_id',
        'starts_on',
        'version',
      ],
      'assistance.rules': ['forbidden'],
      'assistance.visits': ['left_at'],
      'authorization.assignments': ['ends_on', 'is_default', 'starts_on'],
      'authorization.group_roles': ['ends_on', 'starts_on'],
      'authorization.role_grants': ['visibility'],
      'authorization.roles': [
        'active',
        'addresses',
        'department_id',
        'description',
        'description_en',
        'for_unplaced',
        'name',
        'name_en',
        'name_folded',
        'version',
      ],
      'delegations.delegations': ['ended_at', 'ended_by', 'reason'],
      'formal_authorizations.authorizations': [
        'act',
        'act_date',
        'end_reason',
        'ended_at',
        'ended_on',
        'ends_on',
        'note',
        'number',
        'purpose',
        'signer',
        'starts_on',
        'version',
      ],
      'groups.groups': [
        'active',
        'description',
        'description_en',
        'descriptive',
        'name',
        'name_en',
        'name_folded',
        'parent_id',
        'site',
        'version',
      ],
      'groups.memberships': ['ends_on', 'starts_on'],
      'identity.door_looks': ['band_color', 'logo', 'logo_alternative', 'logo_hash', 'logo_height', 'logo_type', 'logo_width', 'version'],
      'identity.enablements': ['ended_at', 'is_default', 'licence', 'placed', 'since'],
      'identity.organizations': [
        'active',
        'authorization_required',
        'code',
        'email',
        'login_id',
        'login_id_folded',
        'name',
        'name_folded',
        'one_role_only',
        'own_door',
        'pec',
        'phone',
        'site',
        'tax_code',
        'time_zone',
        'version',
      ],
      'structure.departments': ['active', 'name', 'name_en', 'name_folded', 'version'],
      'structure.placements': ['ends_on', 'qualification', 'starts_on'],
      'structure.units': ['active', 'department_id', 'name', 'name_en', 'name_folded', 'site', 'version'],
      'credentials.passwords': ['change_reason', 'created_at', 'hash', 'must_change'],
      'credentials.present_password_attempts': ['last_at', 'used'],
      'erasure.erasures': ['run_id'],
      'identity.last_accesses': ['at'],
      'identity.licence_pools': ['bought', 'mode', 'version'],
      'identity.persons': [
        'birth_date',
        'email',
        'email_folded',
        'employee_number',
        'family_name',
        'given_name',
        'kind',
        'sex',
        'tax_code',
      ],
      'identity.users': [...users, 'valid_from', 'valid_to', 'version'],
      'log_evidence.archives': [
        'attempt',
        'bytes',
        'chunks',
        'claimed_until',
        'expires_at',
        'fetched_at',
        'ready_at',
        'rows',
        'sha256',
        'withdrawn_at',
      ],
      'log_evidence.verifications': ['checkpoints', 'verdict'],
      'log_searches.exports': ['rows', 'state', 'written_at'],
      'log_searches.searches': ['changed_at', 'name', 'shared', 'view'],
      'sessions.sessions': [
        'assistance_organization_id',
        'context_at',
        'context_id',
        'delegation_id',
        'end_reason',
        'ended_at',
        'last_active_at',
        'token_hash',
        'unit_id',
        'visit_id',
      ],
      'first_passwords.handouts': ['cancelled_at', 'run_id'],
      'first_passwords.items': ['reason', 'secret', 'state'],
      'first_passwords.parts': ['claim', 'claimed_until', 'expires_at', 'handed_out_at', 'handed_out_to', 'made', 'skipped', 'state'],
      'jobs.runs': [
        'attempt',
        'cancel_asked_at',
        'cancel_asked_by',
        'done',
        'ended_at',
        'heartbeat_at',
        'node',
        'outcome',
        'ran_as',
        'started_at',
        'state',
        'total',
      ],
      'jobs.worker': ['home_id', 'user_id', 'version'],
      'setup.links': ['answers', 'claimed_by'],
      'sign_in.attempts': ['last_at', 'locked_until', 'used'],
      'staff_import.imports': ['confirmed_from', 'counts', 'done_at', 'options', 'run_id', 'stage', 'trial'],
      'staff_import.lines': ['user_id'],
      'staff_import.mappings': ['columns', 'used_at'],
    });
    expect(tables.filter(({ emptied }) => emptied).map(({ name }) => name)).toEqual([
      'application_settings.own',
      'applications.actions',
      'applications.applications',
      'applications.functions',
      'applications.secrets',
      'applications.served',
      'authorization.administrators',
      'authorization.assignments',
      'authorization.group_roles',
      'authorization.role_conditions',
      'authorization.role_grants',
      'authorization.roles',
      'credentials.passwords',
      'credentials.present_password_attempts',
      'formal_authorizations.authorizations',
      'groups.groups',
      'groups.heads',
      'groups.memberships',
      'identity.user_words',
      'log_evidence.archives',
      'log_evidence.chunks',
      'log_evidence.verifications',
      'log_searches.exports',
      'log_searches.searches',
      'setup.links',
      'sign_in.attempts',
      'sign_in.pending',
      'staff_import.imports',
      'staff_import.lines',
      'staff_import.mappings',
      'structure.departments',
      'structure.placements',
      'structure.units',
    ]);
    expect(truncated).toEqual([]);
  });

  test('a reference between rows of organizations carries the organization on both sides', async () => {
    const world = await freshWorld();

    const references = await world.owner<{ name: string; from: string; into: string; own: string; other: string }>(`
      select c.conname as name, c.conrelid::regclass::text as from, c.confrelid::regclass::text as into,
        (select string_agg(a.attname, ',' order by k.place) from unnest(c.conkey) with ordinality k (number, place)
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as own,
        (select string_agg(a.attname, ',' order by k.place) from unnest(c.confkey) with ordinality k (number, place)
          join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number) as other
      from pg_constraint c join pg_namespace n on n.oid = c.connamespace where c.contype = 'f' and ${ours}`);

    expect(references.length).toBeGreaterThan(5);
    // Where somebody works, or came to help, is joined to where he is at home, and an application to whom it serves and who chose something in it: the
    // references that leave an organization (requirements D2).
    const outward = [
      'common_application_id_fkey',
      'enablements_home_fkey',
      'own_application_id_fkey',
      'pending_chosen_fkey',
      'served_served_id_fkey',
      'sessions_context_fkey',
      'sessions_delegation_fkey',
      'sessions_unit_fkey',
      'sessions_visit_fkey',
      'visits_home_fkey',
    ];
    const inside = references.filter(({ name }) => !outward.includes(name));
    expect(inside).toHaveLength(references.length - outward.length);
    expect(
      inside.filter(({ own, other, into }) =>
        into === 'identity.organizations'
          ? own !== 'organization_id'
          : into === 'identity.enablements'
            ? !own.startsWith('organization_id,') || other !== 'organization_id,user_id'
            : !own.startsWith('organization_id,') || !/^organization_id,id(,|$)/.test(other),
      ),
    ).toEqual([]);
  });
});

const OTHER = '01980000-0000-7000-8000-00000000000f' as OrganizationId;

/** Two organizations in one installation: the second has people, administrators, sessions, policies and a log of its own. */
async function neighbours(): Promise<{ world: World; browser: TestBrowser; theirs: readonly UserId[] }> {
  const world = await freshWorld();
  const { db, keys, clock } = world;
  await world.owner('insert into identity.organizations (id, name, created_at) values ($1, $2, $3)', [
    OTHER,
    'Comune di Altrove',
    clock.now(),
  ]);
  const people = await insertPeople(db, keys, {
    count: 5,
    organizationId: OTHER,
    at: clock.now(),
    passwordHash: await world.hasher.hash('Primavera-26'),
  });
  const [first] = people;
  if (!first) throw new Error('There is nobody.');
  await world.owner(
    `update identity.users set status = 'active', disabled = false, valid_from = null, valid_to = null where organization_id = $1`,
    [OTHER],
  );
  await world.owner(`insert into access_log.details (organization_id, key_id, ciphertext, commitment) values ($1, 1, 'x', 'x')`, [OTHER]);
  await world.owner(`insert into access_log.organization_keys (organization_id, wrapped) values ($1, 'x')`, [OTHER]);
  await world.owner(`insert into jobs.worker (organization_id) values ($1)`, [OTHER]);
  await world.owner(`insert into identity.door_looks (organization_id) values ($1)`, [OTHER]);
  await world.owner('insert into "authorization".administrators values ($1, $2, $3, false)', [OTHER, first.id, clock.now()]);
  for (const text of [
    `insert into structure.departments (organization_id, id, name, name_folded, created_at) values ($1, $2, 'x', 'x', now())`,
    `insert into structure.units (organization_id, id, department_id, name, name_folded, created_at) values ($1, $2, $2, 'x', 'x', now())`,
    `insert into structure.placements (organization_id, id, user_id, unit_id, starts_on) values ($1, $2, $2, $2, '2026-01-01')`,
    `insert into "authorization".roles (organization_id, id, name, name_folded, created_at) values ($1, $2, 'x', 'x', now())`,
    `insert into "authorization".role_grants values ($1, $2, 'users', 'search', 'organization')`,
    `insert into "authorization".assignments (organization_id, id, user_id, role_id, starts_on) values ($1, $2, $2, $2, '2026-01-01')`,
    `insert into groups.groups (organization_id, id, kind, name, name_folded, created_at) values ($1, $2, 'sharing', 'x', 'x', now())`,
    `insert into groups.memberships (organization_id, id, group_id, user_id, starts_on) values ($1, $2, $2, $2, '2026-01-01')`,
    `insert into formal_authorizations.authorizations (organization_id, id, user_id, act, number, act_date, signer, purpose, starts_on, created_at)
     values ($1, $2, $2, 'decree', 'x', '2026-01-01', 'x', 'x', '2026-01-01', now())`,
    `insert into groups.heads values ($1, $2, $2)`,
    `insert into applications.applications (organization_id, id, code, name, created_at) values ($1, $2, 'altra', 'x', now())`,
    `insert into applications.served values ($1, $2, $1)`,
    `insert into application_settings.schemas values ($1, $2, '{}', now())`,
    `insert into application_settings.common values ($1, $2, '{}')`,
    `insert into application_settings.own values ($1, $2, $2, '{}')`,
    `insert into "authorization".role_conditions values ($1, $2, 'altra/x', 'true')`,
    `insert into identity.licence_pools (organization_id, licence, bought, mode) select $1, 'base', 1, 'nominal' where $2::uuid is not null`,
    `insert into applications.functions (organization_id, id, application_id, name, place, label) values ($1, $2, $2, 'altra/x', 0, 'x')`,
    `insert into applications.actions values ($1, $2, 'search', 0, null, null, '{all}', 'all')`,
    `insert into applications.secrets (organization_id, id, application_id, token_hash, created_at) values ($1, $2, $2, sha256('x'), now())`,
    `insert into "authorization".group_roles (organization_id, id, group_id, role_id, starts_on) values ($1, $2, $2, $2, '2026-01-01')`,
  ])
    await world.owner(text, [OTHER, first.id]);
  await world.owner(
    `insert into delegations.delegations (organization_id, id, delegator_id, delegate_id, starts_on, ends_on, made_at)
     values ($1, $2, $2, $3, '2026-01-01', '2026-01-02', now())`,
    [OTHER, first.id, people[1]?.id],
  );
  for (const text of [
    `insert into assistance.rules values ($1, $2::uuid is null)`,
    `insert into assistance.requests (organization_id, id, acting_id, reference_id, need, starts_on, ends_on, asked_at)
     values ($1, $2, $2, $2, 'x', '2026-01-01', '2026-01-02', now())`,
    `insert into assistance.visits (organization_id, id, request_id, home_id, user_id, session_id, session_number, purpose, entered_at)
     values ($1, $2, $2, $1, $2, $2, 1, 'x', now())`,
  ])
    await world.owner(text, [OTHER, first.id]);
  await world.owner(`insert into policy.profiles values ($1, 'icaro', 1, $2, null, 'x', '{}')`, [OTHER, clock.now()]);
  await world.owner(`insert into policy.rules values ($1, 'organization', $1, 'attempts', '3', $2, null, 'x', '{}')`, [OTHER, clock.now()]);
  await world.owner(
    `insert into statements.texts (organization_id, statement, version, it, since, changed_by) values ($1, 'privacy', 1, 'x', $2, $3)`,
    [OTHER, clock.now(), first.id],
  );
  await world.owner(`insert into jobs.schedules values ($1, 'forget-runs', $2)`, [OTHER, clock.now()]);
  await world.owner(`insert into jobs.runs (organization_id, id, job, asked_by, asked_at) values ($1, $2, 'forget-runs', $2, $3)`, [
    OTHER,
    first.id,
    clock.now(),
  ]);
  await world.owner(
    `insert into erasure.erasures (organization_id, user_id, erased_at, by_operator, run_id) values ($1, $2, $3, 'root', $2)`,
    [OTHER, first.id, clock.now()],
  );
  for (const text of [
    `insert into log_evidence.archives (organization_id, id, asked_by, asked_at, run_id) values ($1, $2, $2, now(), $2)`,
    `insert into log_evidence.chunks values ($1, $2, 0, 'x')`,
    `insert into log_evidence.verifications (organization_id, id, asked_by, asked_at, run_id) values ($1, $2, $2, now(), $2)`,
  ])
    await world.owner(text, [OTHER, first.id]);
  const list = 'staff_import';
  await world.owner(
    `insert into ${list}.imports (organization_id, id, file_name, format, created_at, expires_at, sheets, options, remembered)
     values ($1, $2, 'x.csv', 'csv', $3, $3::timestamptz + interval '1 day', '[]', '{}', false)`,
    [OTHER, first.id, clock.now()],
  );
  await world.owner(`insert into ${list}.blocks values ($1, $2, 0, 0, '[]')`, [OTHER, first.id]);
  await world.owner(`insert into ${list}.lines values ($1, $2, 1, 2, 'new', 'x', 'x', null, false, '[]', '[]')`, [OTHER, first.id]);
  await world.owner(`insert into ${list}.mappings values ($1, '\\x00', '[]', $2)`, [OTHER, clock.now()]);
  await world.owner(
    `insert into log_searches.searches (organization_id, id, owner_id, name, view, shared, changed_at) values ($1, $2, $2, 'x', '{}', true, $3)`,
    [OTHER, first.id, clock.now()],
  );
  await world.owner(
    `insert into log_searches.exports (organization_id, id, owner_id, own, view, language, asked_at, state) values ($1, $2, $2, false, '{}', 'it', $3, 'asked')`,
    [OTHER, first.id, clock.now()],
  );
  await world.owner(
    `insert into first_passwords.handouts (organization_id, id, asked_at, audience, language, people, run_id) values ($1, $2, $3, 'chosen', 'it', 1, $2)`,
    [OTHER, first.id, clock.now()],
  );
  await world.owner(`insert into first_passwords.parts (organization_id, handout_id, number, size) values ($1, $2, 1, 1)`, [
    OTHER,
    first.id,
  ]);
  await world.owner(
    `insert into first_passwords.items (organization_id, handout_id, position, part, user_id, state) values ($1, $2, 1, 1, $2, 'waiting')`,
    [OTHER, first.id],
  );
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  const there = await world.browser();
  await there.signIn({ username: first.username, password: 'Primavera-26' });
  expect((await there.get('/api/users?state=all')).body).toMatchObject({ total: { count: 5 } });
  await there.send('PUT', '/api/me/password', { current: 'no', next: 'Autunno-2026', confirmation: 'Autunno-2026' });
  const ada = { familyName: 'Verdi', givenName: 'Ada', username: 'ada' };
  const { temporaryPassword } = (await there.post('/api/users', ada)).body;
  await (await world.browser()).signIn({ ...ada, password: String(temporaryPassword) });
  return { world, browser, theirs: people.map((person) => person.id) };
}

describe('D2 nothing of another organization', () => {
  test('is reached by reading, whatever is asked for', async () => {
    const { world, theirs } = await neighbours();
    const { db, scope } = world;
    const [other] = theirs as [UserId];

    const everything = await findUsers(world, scope, { state: 'all', sort: 'name', limit: 200 });
    const [name] = await world.owner<{ username: string; folded: string }>(
      'select username, username_folded as folded from identity.users where id = $1',
      [other],
    );
    const found = await db.as(scope, async (tx) => ({
      byId: await findUser(tx, other),
      byName: await findUserByName(tx, name?.username ?? ''),
      taken: await takenFields(tx, { organizationId: OTHER, username: name?.username ?? '' }),
      administrators: await activeAdministrators(tx, OTHER, 'Europe/Rome', world.clock.now()),
    }));

    expect(everything.items.map((user) => user.id)).toEqual([world.administrator.id]);
    expect(everything).toMatchObject({ total: { count: 1 }, canEnter: { count: 1 } });
    expect((await findUsers(world, scope, { state: 'all', sort: 'last-access', limit: 200, search: name?.folded })).items).toEqual([]);
    expect(found).toEqual({ byId: undefined, byName: undefined, taken: [], administrators: [] });
  });

  test('is reached by naming it: whoever asks is told that it is not there', async () => {
    const { world, browser, theirs } = await neighbours();
    const [other] = theirs as [UserId];
    const { paths } = (await browser.get('/api/openapi.json')).body as { paths: Record<string, Record<string, unknown>> };
    const withId = Object.entries(paths).flatMap(([path, methods]) =>
      path.includes('{id}') ? Object.keys(methods).map((method) => [method.toUpperCase() as 'GET', addressOf(path, other)] as const) : [],
    );
    const before = await standing(world, other);

    expect(withId.length).toBeGreaterThanOrEqual(4);
    const list = {
      sheet: 0,
      headerRow: 1,
      columns: [],
      dateOrder: 'dmy',
      usernameRule: 'tax-code',
      properCapitals: true,
      employeeNumberLength: 0,
    };
    const rights = {
      name: 'Preso',
      departmentId: other,
      roleId: other,
      unitId: other,
      from: '2026-01-01',
      placed: true,
      administers: 'nothing',
      everywhere: true,
      organizations: [],
      usual: null,
      userId: other,
      functions: [],
      sections: [],
      values: {},
      licence: 'base',
      need: 'x',
      granted: true,
      to: '2026-01-02',
    };
    const act = { act: 'decree', number: '1', actDate: '2026-01-01', signer: 'x', purpose: 'x', reason: 'x' };
    const body = {
      version: 1,
      ...act,
      familyName: 'Preso',
      username: 'preso',
      ...list,
      ...rights,
      trial: 'x',
      users: [other],
      format: 'csv',
    };
    for (const [method, url] of withId) {
      const answer = await browser.send(method, url, method === 'GET' ? undefined : body);
      expect([method, url, answer.status, answer.body.type]).toEqual([method, url, 404, 'request.not-found']);
    }
    for (const use of [
      () => readUser(world, world.operator, world.scope, other),
      () => changeUser(world, world.operator, world.scope, other, { version: 1, status: 'inactive' }),
      () => resetPassword(world, world.operator, world.scope, other),
      () => unlockUser(world, world.operator, world.scope, other),
    ]) {
      await expect(use()).rejects.toMatchObject({ code: 'request.not-found' });
    }
    expect(await standing(world, other)).toEqual(before);
    expect((await browser.get(`/api/access-log?user=${other}&from=2026-01-01&to=2027-01-01`)).body).toMatchObject({ items: [] });
  });

  test('is seen, changed or added to under the scope of this one, in any table', async () => {
    const { world } = await neighbours();
    const tables = await scopedTables(world);
    const app = new pg.Client(world.db.connectionConfig);
    await app.connect();
    try {
      for (const { name, readable, writable, insertable, deletable, row } of tables) {
        const column = scopeOf(name);
        await app.query('begin');
        await app.query(`select set_config('varco.organizations', $1, true)`, [world.scope.organizations.join(',')]);
        const seen = await app.query(`select ${readable} from ${name} where ${column} = $1`, [OTHER]);
        expect([name, row !== null, seen.rows]).toEqual([name, true, []]);
        if (writable)
          expect([name, (await app.query(`update ${name} set ${writable} = ${writable}`)).rowCount]).toEqual([
            name,
            await countOf(world, name, column),
          ]);
        if (deletable) expect([name, (await app.query(`delete from ${name} where ${column} = $1`, [OTHER])).rowCount]).toEqual([name, 0]);
        if (insertable) {
          const insert = app.query(
            `insert into ${name} (${insertable}) select ${insertable} from jsonb_populate_record(null::${name}, $1)`,
            [row],
          );
          await expect(insert, name).rejects.toMatchObject({ code: '42501' });
        }
        await app.query('rollback');
      }
    } finally {
      await app.end();
    }
    expect(tables.map((table) => table.name)).toContain('identity.users');
  });

  test('nor anything at all, without a scope', async () => {
    const { world } = await neighbours();

    for (const { name, readable } of await scopedTables(world)) {
      const app = new pg.Client(world.db.connectionConfig);
      await app.connect();
      try {
        expect([name, (await app.query(`select ${readable} from ${name}`)).rows]).toEqual([name, []]);
      } finally {
        await app.end();
      }
    }
  });

  test('is referred to from this one, even by who sees both', async () => {
    const { world, theirs } = await neighbours();
    const [other] = theirs as [UserId];
    const both = { organizations: [world.organizationId, OTHER] };

    const administrator = world.db.as(both, (tx) =>
      tx
        .insertInto('authorization.administrators')
        .values({ organization_id: world.organizationId, user_id: other, since: world.clock.now(), of_installation: false })
        .execute(),
    );
    const word = world.db.as(both, (tx) =>
      tx
        .insertInto('identity.user_words')
        .values({ organization_id: world.organizationId, user_id: other, word: 'preso', sort_key: '' })
        .execute(),
    );

    await expect(administrator).rejects.toMatchObject({ code: '23503' });
    await expect(word).rejects.toMatchObject({ code: '23503' });
  });
});

/** What a question by its address must say. */
const questions: Readonly<Record<string, string>> = {
  decision: '?function=users&action=search',
  people: '?search=mo',
  'delegated-decision': '?function=users&action=search',
  trial: '?role=01980000-0000-7000-8000-00000000000e',
};

/** The address of a thing in the other organization, with what a question about it must say. */
const addressOf = (path: string, id: UserId): string =>
  path
    .replace('{number}', '1')
    .replace('{code}', 'agenda')
    .replaceAll(/\{\w*[iI]d\}/g, id) + (questions[path.split('/').at(-1) ?? ''] ?? '');

const standing = (world: World, id: UserId) =>
  world.owner('select u.*, c.hash, c.must_change from identity.users u join credentials.passwords c on c.user_id = u.id where u.id = $1', [
    id,
  ]);

const countOf = async (world: World, table: string, column: string): Promise<number> =>
  (await world.owner<{ count: number }>(`select count(*)::int from ${table} where ${column} <> $1`, [OTHER]))[0]?.count ?? 0;

interface ScopedTable {
  readonly name: string;
  readonly readable: string;
  readonly writable: string | null;
  readonly insertable: string | null;
  readonly deletable: boolean;
  readonly row: object | null;
}

/** The tables of organizations, what the application may do with their columns, and a row of the other organization. */
async function scopedTables(world: World): Promise<ScopedTable[]> {
  const tables = await world.owner<Omit<ScopedTable, 'row'>>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      (select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and has_column_privilege('varco_app', c.oid, a.attnum, 'select')) as readable,
      (select min(quote_ident(a.attname)) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and a.attgenerated = '' and has_column_privilege('varco_app', c.oid, a.attnum, 'update')) as writable,
      (select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and a.attgenerated = '' and a.attidentity = ''
          and has_column_privilege('varco_app', c.oid, a.attnum, 'insert')) as insertable,
      has_table_privilege('varco_app', c.oid, 'delete') as deletable
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${ours} and c.relrowsecurity order by 1`);
  const found: ScopedTable[] = [];
  for (const table of tables) {
    const column = scopeOf(table.name.replaceAll('"', ''));
    const [one] = await world.owner<{ row: object }>(`select to_jsonb(t) as row from ${table.name} t where ${column} = $1 limit 1`, [
      OTHER,
    ]);
    found.push({ ...table, row: one?.row ?? null });
  }
  return found;
}
