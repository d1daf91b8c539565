import { type Decision, decide, type Need } from '@varco/shared/authorization/decide';
import { type Day, dayAt } from '@varco/shared/days';
import type { Answer, Evaluation, Evaluations, semantics } from '@varco/shared/decision-point/api';
import { type Judgement, reaching } from '@varco/shared/decision-point/judge';
import { type Hindrance, hindrance } from '@varco/shared/identity/user-status';
import type { DepartmentId, OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import type { AskingApplication } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { type Membership, readMemberships } from '#features/authorization';
import { standingsIn } from '#features/identity';
import { type Question, questionOf, type Unanswerable } from './questions.ts';
import { departmentsOf, enabledIn } from './store.ts';
import { turnsIn } from './turns.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config'>;
type Semantics = (typeof semantics)[number];

/** May this subject do this with this resource? */
export async function evaluate(core: Needs, application: AskingApplication, asked: Evaluation): Promise<Answer> {
  const [answer] = await answers(core, application, [asked], 'execute_all');
  return answer ?? no(application, 'subject');
}

/** Each question of a request, as far as its semantics go; a request without a list is one question. */
export async function evaluateAll(
  core: Needs,
  application: AskingApplication,
  { evaluations, options, ...common }: Evaluations,
): Promise<Answer | { evaluations: Answer[] }> {
  if (!evaluations || evaluations.length === 0) {
    const whole = completed({}, common);
    if (!whole) throw new Refusal('request.invalid', { issues: missingIn(common) });
    return evaluate(core, application, whole);
  }
  const asked = evaluations.map((one) => completed(one, common));
  return { evaluations: await answers(core, application, asked, options?.evaluations_semantic ?? 'execute_all') };
}

type Partly = Pick<Evaluations, 'subject' | 'action' | 'resource' | 'context'>;

/** A question with what it leaves to the whole request; undefined when something is said nowhere. */
function completed(one: Partly, common: Partly): Evaluation | undefined {
  const { subject, action, resource, context } = { ...common, ...one };
  return subject && action && resource ? { subject, action, resource, context } : undefined;
}

const missingIn = (common: Partly) =>
  (['subject', 'action', 'resource'] as const).filter((field) => !common[field]).map((field) => ({ field, rule: 'required' }));

async function answers(
  core: Needs,
  application: AskingApplication,
  asked: readonly (Evaluation | undefined)[],
  semantic: Semantics,
): Promise<Answer[]> {
  const questions = asked.map((one) => (one ? questionOf(application, one) : undefined));
  const known = await core.db.as({ organizations: application.organizations }, (tx) =>
    readKnown(core, tx, application, questions.filter(isQuestion)),
  );
  const given: Answer[] = [];
  const turn = turnsIn(core.clock);
  for (const question of questions) {
    const answer = question === undefined ? INCOMPLETE : answerTo(application, known, question);
    given.push(answer);
    if (semantic === 'deny_on_first_deny' && !answer.decision) break;
    if (semantic === 'permit_on_first_permit' && answer.decision) break;
    await turn();
  }
  return given;
}

const isQuestion = (one: Question | Unanswerable | undefined): one is Question => typeof one === 'object';

/** About the question itself, so that it is told to every application. */
const INCOMPLETE: Answer = { decision: false, context: { reason: 'incomplete' } };

/** What questions are answered from: the people asked about where they are asked about, and whose units are. */
export interface Known {
  readonly day: Day;
  readonly memberships: ReadonlyMap<string, Membership>;
  readonly enabled: ReadonlyMap<UserId, readonly OrganizationId[]>;
  readonly departments: ReadonlyMap<UnitId, DepartmentId>;
  /** What was decided without looking at anything but the person: many questions ask the same of many things. */
  readonly decided: Map<string, Decision>;
}

/** The key of a membership: one user in one organization. */
export const inOrganization = ({ organizationId, userId }: Pick<Question, 'organizationId' | 'userId'>): string =>
  `${organizationId} ${userId}`;

/** Reads what the questions need, all at once. */
export async function readKnown(
  { clock, config }: Pick<Needs, 'clock' | 'config'>,
  tx: Db,
  { organizations }: AskingApplication,
  questions: readonly Question[],
): Promise<Known> {
  const now = clock.now();
  const day = dayAt(config.timeZone, now);
  const users = [...new Set(questions.map(({ userId }) => userId))];
  const units = [...new Set(questions.flatMap(({ owner }) => owner.unitId ?? []))];
  const memberships = new Map<string, Membership>();
  const there = [...Map.groupBy(questions, (question) => question.organizationId)].map(async ([organizationId, some]) => {
    const asked = organizations.length === 1 ? users : [...new Set(some.map(({ userId }) => userId))];
    for (const [userId, membership] of await membershipsOf(tx, organizationId, asked, { day, zone: config.timeZone, now }))
      memberships.set(inOrganization({ organizationId, userId }), membership);
  });
  const [enabled, departments] = await Promise.all([
    // Of an application that serves one organization it is known already: who has no membership there is asked no further.
    organizations.length === 1 ? new Map(users.map((userId) => [userId, organizations])) : enabledIn(tx, organizations, users),
    departmentsOf(tx, organizations, units),
    ...there,
  ]);
  return { decided: new Map(), day, memberships, enabled, departments };
}

/** The memberships of users in an organization, with what keeps each out now. */
export async function membershipsOf(
  tx: Db,
  organizationId: OrganizationId,
  users: readonly UserId[],
  { day, zone, now }: { readonly day: Day; readonly zone: string; readonly now: Date },
): Promise<Map<UserId, Membership>> {
  const hindranceOf = standingsIn(tx, organizationId, users).then((standings) => (userId: UserId): Hindrance | undefined => {
    const standing = standings.get(userId);
    return standing ? hindrance(standing, zone, now) : 'inactive';
  });
  return readMemberships(tx, { organizationId, users }, { day, hindranceOf });
}

/** The answer to one question. Nobody there, another organization and a plain no are the same, unless the application is told why. */
export function answerTo(application: AskingApplication, known: Known, question: Question | Unanswerable): Answer {
  if (typeof question === 'string') return no(application, question);
  const membership = known.memberships.get(inOrganization(question));
  if (!membership) return no(application, 'subject');
  const { snapshot, units, usualUnit } = membership;
  const unitId = question.unitId ?? usualUnit;
  if (unitId !== null && !units.some(({ id }) => id === unitId)) return no(application, 'unit');
  const { owner, organizationId, userId, action, about, address } = question;
  const ownersUnit = owner.unitId === undefined ? undefined : known.departments.get(owner.unitId);
  const key = `${userId} ${organizationId} ${unitId} ${address} ${action} ${question.function}`;
  const before = known.decided.get(key);
  const decision =
    before ?? decide(snapshot, { userId, organizationId, unitId, function: question.function, action, day: known.day, about, address });
  if (!before && !isByCondition(decision)) known.decided.set(key, decision);
  const place = {
    organizationId,
    departmentId: unitId === null ? undefined : snapshot.units.get(unitId)?.departmentId,
    enabledIn: known.enabled.get(userId) ?? [],
  };
  const judgement = reaching(decision, place, { organizationId: owner.organizationId, departmentId: owner.departmentId ?? ownersUnit });
  return application.isToldWhy
    ? { decision: judgement.allowed, context: { reason: reasonOf(judgement), ...details(judgement) } }
    : { decision: judgement.allowed };
}

/** Whether what the question is about had a say in the decision. */
const isByCondition = ({ ways, failing }: Decision): boolean =>
  ways.some((way) => way.by !== 'administration' && way.condition !== undefined) ||
  failing.some(({ condition }) => condition !== undefined);

const no = ({ isToldWhy }: AskingApplication, reason: Unanswerable): Answer =>
  isToldWhy ? { decision: false, context: { reason: `unknown-${reason}` } } : { decision: false };

function reasonOf({ allowed, decision, ...judgement }: Judgement): string {
  if (allowed) return 'granted';
  if ('beyond' in judgement && judgement.beyond !== undefined) return `resource-${judgement.beyond}`;
  if (!decision.allowed && isOnlyLicence(decision)) return 'licence';
  // What is nearest to a yes is said first: a role that grants it, if only its condition held.
  const unmet = decision.failing.map(({ because }) => because).filter((because) => because.startsWith('condition-'));
  const isAlone = decision.ways.length === 0 && !decision.allowed && decision.lacking.length === 0;
  return (isAlone && (unmet.find((because) => because === 'condition-error') ?? unmet[0])) || 'not-granted';
}

/** Whether nothing is missing but a wider licence. */
const isOnlyLicence = ({ lacking, ways }: { readonly lacking: readonly Need[]; readonly ways: readonly unknown[] }): boolean =>
  lacking.every((need) => need === 'licence') && lacking.length > 0 && ways.length > 0;

/** Every way and every obstacle by its kind; names of roles stay here. */
const details = ({ decision }: Judgement) => ({
  ...(decision.allowed
    ? { visibility: decision.visibility }
    : { lacking: decision.lacking, ...(decision.licence ? { licence: decision.licence } : {}) }),
  ways: [...new Set(decision.ways.map(({ by }) => by))],
  obstacles: [...new Set(decision.failing.map(({ because }) => because))],
});
