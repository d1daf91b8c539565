import { changesBetween } from '@varco/shared/access-log/changes';
import type { AskAssistance, ChangeAssistance, DecideAssistance } from '@varco/shared/assistance/api';
import { isClosable, MOST_DAYS, requestState } from '@varco/shared/assistance/state';
import { addDays, type Day, dayAt } from '@varco/shared/days';
import type { AssistanceId, OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import { isWithin, type Reach } from '@varco/shared/operators/reach';
import type { Issue } from '@varco/shared/problems';
import type { Made } from '@varco/shared/structure/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import type { Announcements } from '#core/events';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom, personInLog } from '#features/identity';
import { departmentOf, judgePair, reachOfRight } from '#features/operators';
import {
  closeRequest,
  decideRequest,
  findRequest,
  forgetNeeds,
  insertRequest,
  isForbidden,
  replaceRequest,
  type StoredRequest,
} from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;

/** Asks for help of the installation's people (requirements R3.34): the operators of the request are mandatory (R2.32). */
export async function ask(core: Needs, actor: SignedIn, scope: Scope, input: AskAssistance): Promise<Made> {
  refuseGuest(actor);
  const { db, clock, random } = core;
  const { organizationId } = actor;
  const id = random.id<AssistanceId>();
  const at = clock.now();
  await db.as(within(actor), async (tx) => {
    // An organization that begins to forbid it while somebody asks is not asked any more.
    if (await isForbidden(tx, organizationId, { lock: true })) throw new Refusal('assistance.forbidden');
    const reach = await reachOfRight(tx, actor, { action: 'create', capability: 'assistance' }, scope);
    const { pair, issues } = await judge(core, tx, actor, [reach], input);
    if (issues.length > 0) throw new Refusal('assistance.refused', { issues });
    await insertRequest(tx, { ...input, organizationId, id, pair, at });
    const made = await seen(tx, organizationId, id);
    await tell(core, tx, actor, made, 'assistance-asked', changesBetween(askedFields, undefined, asked(made)));
  });
  return { id };
}

/** Corrects a request as long as nobody has answered it: before and after it must lie within the actor's right (requirements R2.42). */
export async function change(core: Needs, actor: SignedIn, scope: Scope, id: AssistanceId, input: ChangeAssistance): Promise<void> {
  refuseGuest(actor);
  const { db, clock, config } = core;
  await db.as(within(actor), async (tx) => {
    const { before, reach } = await reached(tx, actor, scope, id);
    if (stateOf(before, dayAt(config.timeZone, clock.now())) !== 'waiting') throw new Refusal('assistance.already-decided');
    if (before.version !== input.version) {
      const { version, need, from, to, reference } = before;
      throw new Refusal('request.changed-meanwhile', { current: { version, need, from, to, reference } });
    }
    const chosen = input.reference ?? {
      userId: before.reference.id as UserId,
      unitId: (before.reference.unit?.id ?? null) as UnitId | null,
    };
    const isKept = chosen.userId === before.reference.id && chosen.unitId === (before.reference.unit?.id ?? null);
    const { pair, issues } = await judge(core, tx, actor, [reach], { ...input, reference: chosen });
    // Who was named when it was asked stays, also where he would not be named today.
    const faults = isKept ? issues.filter(({ rule }) => rule.startsWith('assistance-') || rule === 'end-before-start') : issues;
    if (faults.length > 0) throw new Refusal('assistance.refused', { issues: faults });
    await replaceRequest(tx, before, { ...input, reference: pair.reference });
    const after = await seen(tx, before.organizationId, id);
    const changes = changesBetween(askedFields, asked(before), asked(after));
    if (changes.length > 0) await tell(core, tx, actor, after, 'assistance-asked', changes);
  });
}

/** Grants or refuses a request: only an administrator of that organization, in his own name. */
export async function decide(core: Needs, actor: SignedIn, id: AssistanceId, input: DecideAssistance): Promise<void> {
  const { db, clock, config } = core;
  const { organizationId, userId } = actor;
  const at = clock.now();
  await db.as(within(actor), async (tx) => {
    if (input.granted && (await isForbidden(tx, organizationId, { lock: true }))) throw new Refusal('assistance.forbidden');
    const before = await findRequest(tx, [organizationId], id, { lock: true });
    if (!before) throw new Refusal('request.not-found');
    if (!administersHere(actor)) throw new Refusal('assistance.administrators-only');
    if (stateOf(before, dayAt(config.timeZone, at)) !== 'waiting') throw new Refusal('assistance.already-decided');
    if (before.version !== input.version) throw new Refusal('request.changed-meanwhile', { current: { version: before.version } });
    if (!input.granted && input.answer === '')
      throw new Refusal('assistance.refused', { issues: [{ field: 'answer', rule: 'assistance-answer-needed' }] });
    await decideRequest(tx, before, { ...input, at, by: userId });
    await tell(core, tx, actor, before, 'assistance-decided', [
      { field: 'granted', before: null, after: input.granted },
      ...(input.answer === '' ? [] : [{ field: 'answer' as const, before: null, after: input.answer }]),
      { field: 'need', before: null, after: before.need },
      { field: 'to', before: null, after: before.to },
    ]);
  });
}

/** Closes a request, at once and in open sessions too: an administrator of the organization, or whoever may change the request. */
export async function end(core: Needs, actor: SignedIn, scope: Scope, id: AssistanceId): Promise<void> {
  refuseGuest(actor);
  const { db, clock, config, events } = core;
  const at = clock.now();
  await db.as(within(actor), async (tx) => {
    const { before } = await reached(tx, actor, scope, id);
    if (!isClosable(stateOf(before, dayAt(config.timeZone, at)))) throw new Refusal('assistance.over');
    await closeRequest(tx, before, { at, by: actor.userId });
    await tellEnded(core, tx, actor, before);
    await events.announce(tx, 'rights.changed', { organizationId: before.organizationId, userId: null });
  });
}

/** Tells the log that a request was closed before its time. */
export const tellEnded = (core: Pick<Core, 'clock' | 'keys' | 'random'>, tx: Db, actor: SignedIn, ended: StoredRequest): Promise<void> =>
  tell(core, tx, actor, ended, 'assistance-ended', [
    { field: 'need', before: ended.need, after: ended.need },
    { field: 'to', before: ended.to, after: null },
  ]);

/** Follows `person.erased`: what he asked for or answered is told no more, wherever he worked (requirements R5.14). */
export async function forgetNeedsOf(tx: Db, { userId }: Announcements['person.erased']): Promise<void> {
  await forgetNeeds(tx, userId);
}

/** Where a request stands on a day. */
export const stateOf = ({ granted, endedAt, from, to }: Pick<StoredRequest, 'granted' | 'endedAt' | 'from' | 'to'>, day: Day) =>
  requestState({ granted, ended: endedAt !== null, from, to }, day);

/** Whether the actor administers the organization where he works, in his own name and not as a guest who helps it. */
export const administersHere = (actor: SignedIn): boolean => actor.administers !== 'nothing' && actor.assistance === undefined;

/** What is of the organization's own people is not for who helps it: by it he would stay longer than he was asked to. */
function refuseGuest(actor: SignedIn): void {
  if (actor.assistance) throw new Refusal('assistance.own-people-only');
}

/** Requests are of where one works; at home one's own name is found. */
export const within = ({ organizationId, homeId }: SignedIn): Scope => ({ organizations: [...new Set([organizationId, homeId])] });

/** A request of where the actor works that his right reaches, under lock: what it does not reach is not there for him. */
async function reached(
  tx: Db,
  actor: SignedIn,
  scope: Scope,
  id: AssistanceId,
): Promise<{ readonly before: StoredRequest; readonly reach: Reach }> {
  const reach = await reachOfRight(tx, actor, { action: 'modify', capability: 'assistance' }, scope);
  const before = await findRequest(tx, [actor.organizationId], id, { lock: true });
  if (!before || !isWithin(reach, before)) throw new Refusal('request.not-found');
  return { before, reach };
}

/** Every fault of what is asked for, at once. */
async function judge(
  core: Pick<Core, 'clock' | 'config'>,
  tx: Db,
  actor: SignedIn,
  reaches: readonly Reach[],
  { from, to, reference }: Pick<AskAssistance, 'from' | 'to' | 'reference'>,
) {
  const { organizationId } = actor;
  const today = dayAt(core.config.timeZone, core.clock.now());
  const judged = await judgePair(core, tx, actor, reference);
  const issues: Issue[] = [...daysIssues({ from, to }, today), ...judged.issues];
  if (judged.issues.length === 0) {
    const departmentId = await departmentOf(tx, organizationId, judged.pair.reference.unitId);
    if (!reaches.every((reach) => isWithin(reach, { organizationId, departmentId })))
      issues.push({ field: 'reference.unitId', rule: 'reference-beyond-level' });
  }
  return { pair: judged.pair, issues };
}

function daysIssues({ from, to }: { readonly from: Day; readonly to: Day }, today: Day): Issue[] {
  if (to < from) return [{ field: 'to', rule: 'end-before-start' }];
  if (to < today) return [{ field: 'to', rule: 'assistance-past' }];
  return to >= addDays(from, MOST_DAYS) ? [{ field: 'to', rule: 'assistance-too-long' }] : [];
}

async function seen(tx: Db, organizationId: OrganizationId, id: AssistanceId): Promise<StoredRequest> {
  const found = await findRequest(tx, [organizationId], id);
  if (!found) throw new Error('A request that was saved is not there.');
  return found;
}

const askedFields = ['need', 'from', 'to', 'reference', 'unit'] as const;

const asked = ({ need, from, to, reference }: StoredRequest) => ({
  ...{ need, from, to },
  reference: reference.name,
  unit: reference.unit?.name ?? null,
});

type Told = 'assistance-asked' | 'assistance-decided' | 'assistance-ended';

async function tell<Event extends Told>(
  core: Pick<Core, 'clock' | 'keys' | 'random'>,
  tx: Db,
  actor: SignedIn,
  { organizationId, id, reference }: StoredRequest,
  event: Event,
  changes: Parameters<typeof detailOf<Event>>[4],
): Promise<void> {
  await record(tx, {
    at: core.clock.now(),
    event,
    organizationId,
    objectId: id,
    subject: await personInLog(tx, organizationId, reference.id as UserId),
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, event, changes),
  });
}
