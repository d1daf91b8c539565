import { type AssignmentFact, compile, decide, type Facts, type Question } from '@varco/shared/authorization/decide';
import type { Day } from '@varco/shared/days';
import type { AssignmentId, DepartmentId, OrganizationId, RoleId, UnitId, UserId } from '@varco/shared/ids';
import { makePeople } from '../ground.ts';
import { spentEach } from '../processes.ts';
import { median, quantile } from '../statistics.ts';
import { digits } from '../table.ts';
import type { Measurement } from './measurement.ts';

const [PEOPLE, ROLES, FUNCTIONS, UNITS] = [10_000, 500, 200, 100];
const QUESTIONS = 200_000;
const TODAY = '2026-11-22' as Day;
const ORGANIZATION = 'borgo' as OrganizationId;
const actions = ['search', 'create', 'modify', 'delete'] as const;

/** How many people stand behind a thousand questions of one request. */
const ASKED_ABOUT = 200;
const EVALUATIONS = 1_000;
const CALLS = 25;

/** Decisions in process over a large organization, and a thousand questions of an application in one request. */
export const decisions: Measurement = {
  name: 'decisions',
  on: 'house',
  async run(ground) {
    const facts = largeOrganization();
    const compiled = Array.from({ length: 7 }, () => timed(() => compile(facts)));
    const snapshot = compile(facts);
    const questions = Array.from({ length: QUESTIONS }, (_, number) => question(number));
    const lookups = timed(() =>
      questions.reduce((sum, { userId }) => sum + (snapshot.members.has(`${ORGANIZATION} ${userId}`) ? 1 : 0), 0),
    );
    const rounds = Array.from({ length: 5 }, () =>
      timed(() => questions.reduce((sum, one) => sum + Number(decide(snapshot, one).allowed), 0)),
    );
    const micro = (round: { ms: number }): number => (round.ms * 1_000) / QUESTIONS;

    const gate = await ground.house('none');
    const ask = await applicationOf(gate);
    await ask();
    const before = gate.spent();
    const calls: number[] = [];
    for (let call = 0; call < CALLS; call += 1) calls.push(await ask());
    const each = spentEach(before, gate.spent(), CALLS);
    return [
      {
        what: `a decision in process: ${PEOPLE} people, ${ROLES} roles, ${FUNCTIONS} functions`,
        figure: median(rounds.map(micro)),
        unit: 'µs',
        limit: `${digits(micro(lookups))} µs: finding the person`,
        goal: { atMost: 20 },
        note: `${QUESTIONS} questions, ${Math.round((100 * (rounds[0]?.value ?? 0)) / QUESTIONS)} % answered yes; median of ${rounds.length} rounds`,
      },
      {
        what: 'making the facts of that organization ready',
        figure: median(compiled.map(({ ms }) => ms)),
        unit: 'ms',
        goal: { atMost: 200 },
      },
      {
        what: `${EVALUATIONS} questions about ${ASKED_ABOUT} people in one request (AuthZEN evaluations)`,
        figure: median(calls),
        unit: 'ms',
        goal: { atMost: 50 },
        note: `CPU ours ${digits(each.server)} + PostgreSQL ${digits(each.postgres)} ms; p99 ${digits(quantile(calls, 0.99))} ms of ${CALLS} calls, one after the other`,
      },
    ];
  },
};

function timed<Value>(work: () => Value): { readonly ms: number; readonly value: Value } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, value };
}

const functionName = (number: number): string => `ufficio/funzione${number % FUNCTIONS}`;

/** Everybody placed in one unit, with three roles of forty grants each. */
function largeOrganization(): Facts {
  const unitOf = (number: number) => `unit${number % UNITS}` as UnitId;
  return {
    functions: Array.from({ length: FUNCTIONS }, (_, number) => ({
      name: functionName(number),
      actions: Object.fromEntries(actions.map((action) => [action, ['department', 'organization', 'all'] as const])),
    })),
    units: Array.from({ length: UNITS }, (_, number) => ({
      id: unitOf(number),
      organizationId: ORGANIZATION,
      departmentId: `department${number % 20}` as DepartmentId,
      active: true,
    })),
    roles: Array.from({ length: ROLES }, (_, role) => ({
      id: `role${role}` as RoleId,
      organizationId: ORGANIZATION,
      departmentId: null,
      forUnplaced: false,
      active: true,
      grants: Array.from({ length: 40 }, (_, grant) => ({
        function: functionName(role * 7 + grant * 5),
        action: actions[grant % actions.length] ?? 'search',
        visibility: 'organization' as const,
      })),
    })),
    groups: [],
    groupRoles: [],
    members: Array.from({ length: PEOPLE }, (_, person) => ({
      userId: `person${person}` as UserId,
      organizationId: ORGANIZATION,
      hindrance: undefined,
      placed: true,
      administers: 'nothing' as const,
      placements: [{ unitId: unitOf(person), from: '2026-01-01' as Day, to: null }],
      assignments: Array.from(
        { length: 3 },
        (_, held): AssignmentFact => ({
          id: `given${person}-${held}` as AssignmentId,
          roleId: `role${(person * 3 + held * 11) % ROLES}` as RoleId,
          unitId: held === 0 ? null : unitOf(person),
          from: '2026-01-01' as Day,
          to: null,
        }),
      ),
      memberships: [],
    })),
  };
}

const question = (number: number): Question => ({
  userId: `person${(number * 7_919) % PEOPLE}` as UserId,
  organizationId: ORGANIZATION,
  unitId: `unit${((number * 7_919) % PEOPLE) % UNITS}` as UnitId,
  function: functionName(number * 13),
  action: actions[number % actions.length] ?? 'search',
  day: TODAY,
});

/** Registers an application, gives people a role in it, and answers with what asks a thousand questions and says how long it took. */
async function applicationOf(gate: Parameters<typeof makePeople>[0]): Promise<() => Promise<number>> {
  const { administrator, port } = gate;
  const made = async (path: string, body: object): Promise<{ id: string; token: string }> =>
    JSON.parse((await administrator.expect(201, 'POST', path, body)).body) as { id: string; token: string };
  const { organization } = JSON.parse((await administrator.expect(200, 'GET', '/api/me')).body) as { organization: { id: string } };
  const { id } = await made('/api/applications', { code: 'ufficio', name: 'Ufficio', organizations: [organization.id] });
  const functions = Array.from({ length: 20 }, (_, number) => ({
    name: `funzione${number}`,
    label: `Funzione ${number}`,
    actions: actions.map((name) => ({ name, levels: ['organization'] })),
  }));
  await administrator.expect(200, 'PUT', `/api/applications/${id}/functions`, { functions });
  const { token } = await made(`/api/applications/${id}/secrets`, {});
  const grants = Object.fromEntries(functions.map(({ name }) => [`ufficio/${name}`, { search: 'organization' }]));
  const role = await made('/api/roles', { name: 'Sportello', grants });
  await makePeople(gate, 'decisione', ASKED_ABOUT);
  const list = JSON.parse((await administrator.expect(200, 'GET', '/api/users?limit=200&search=decisione')).body) as {
    items: { id: string }[];
  };
  for (const person of list.items) await made(`/api/users/${person.id}/assignments`, { roleId: role.id, from: '2026-01-01' });
  const evaluations = Array.from({ length: EVALUATIONS }, (_, number) => ({
    subject: { type: 'user', id: list.items[number % list.items.length]?.id ?? '' },
    action: { name: actions[number % 2] },
    resource: { type: `funzione${number % 20}`, id: `${number}` },
  }));
  const body = JSON.stringify({ evaluations });
  return async () => {
    const since = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/access/v1/evaluations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
    });
    const given = (await answer.json()) as { evaluations: { decision: boolean }[] };
    const took = performance.now() - since;
    const yes = given.evaluations.filter(({ decision }) => decision).length;
    if (answer.status !== 200 || yes !== EVALUATIONS / 2) throw new Error(`Of ${EVALUATIONS} answers ${yes} are yes.`);
    return took;
  };
}
