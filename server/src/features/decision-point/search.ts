import { dayAt } from '@varco/shared/days';
import {
  type ActionSearch,
  type FoundActions,
  type FoundResources,
  type FoundSubjects,
  MOST_CANDIDATES,
  type ResourceSearch,
  type SubjectSearch,
} from '@varco/shared/decision-point/api';
import { INSTALLATION, type UserId } from '@varco/shared/ids';
import { z } from 'zod';
import type { AskingApplication } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { answerTo, inOrganization, type Known, membershipsOf, readKnown } from './evaluate.ts';
import { type Question, questionOf, type Unanswerable } from './questions.ts';
import { departmentsOf, enabledAfter, enabledIn } from './store.ts';
import { turnsIn } from './turns.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'keys' | 'random'>;

/** So many people are read at once. */
const AT_ONCE = 500;
const USUAL_RESULTS = 50;
const USUAL_RESOURCES = 1_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Who may do this with this resource, in the order of their ids: at most `limit` people, found among at most 10,000. A page that ends
 * before the last has a token, also when nobody was found on it, and says when it stopped for having judged so many. Every search is in
 * the installation's log.
 */
export async function searchSubjects(core: Needs, application: AskingApplication, search: SubjectSearch): Promise<FoundSubjects> {
  refuseSearching(application);
  const { subject, page, ...rest } = search;
  const limit = page?.limit ?? USUAL_RESULTS;
  const after = page?.token === undefined ? undefined : cursorOf(page.token);
  const question = questionOf(application, { ...rest, subject: { ...subject, id: NOBODY } });
  const found: UserId[] = [];
  const turn = turnsIn(core.clock);
  let last: UserId | undefined = after;
  let isOver = typeof question === 'string';
  let judged = 0;
  if (typeof question !== 'string') {
    const { organizationId, owner } = question;
    const now = core.clock.now();
    const day = dayAt(core.config.timeZone, now);
    await core.db.as({ organizations: application.organizations }, async (tx) => {
      const departments = await departmentsOf(tx, application.organizations, owner.unitId === undefined ? [] : [owner.unitId]);
      while (judged < MOST_CANDIDATES && found.length < limit && !isOver) {
        const users = await enabledAfter(tx, organizationId, last, AT_ONCE);
        isOver = users.length < AT_ONCE;
        const [of, enabled] = await Promise.all([
          membershipsOf(tx, organizationId, users, { day, zone: core.config.timeZone, now }),
          enabledIn(tx, application.organizations, users),
        ]);
        const memberships = new Map([...of].map(([userId, one]) => [inOrganization({ organizationId, userId }), one]));
        const known: Known = { decided: new Map(), day, departments, enabled, memberships };
        for (const userId of users) {
          if (found.length === limit) {
            isOver = false;
            break;
          }
          last = userId;
          judged += 1;
          if (answerTo({ ...application, isToldWhy: false }, known, askedOf(question, userId)).decision) found.push(userId);
          await turn();
        }
      }
    });
  }
  await tell(core, application, `${search.action.name} ${search.resource.type}`, found.length);
  return {
    page: {
      next_token: isOver || last === undefined ? '' : last,
      count: found.length,
      properties: { judged, stopped: !isOver && found.length < limit },
    },
    results: found.map((id) => ({ type: 'user', id })),
  };
}

/**
 * With which of the things it names may a subject do this: Varco holds no things of applications, so each search says which are meant.
 * A token is the place in that list, which is sent again as it was.
 */
export async function searchResources(core: Needs, application: AskingApplication, search: ResourceSearch): Promise<FoundResources> {
  refuseSearching(application);
  const { candidates, page, ...asked } = search;
  const limit = page?.limit ?? USUAL_RESOURCES;
  const start = page?.token === undefined ? 0 : placeOf(page.token, candidates.length);
  const questionAbout = ({ id, properties }: ResourceSearch['candidates'][number]): Question | Unanswerable =>
    questionOf(application, {
      ...asked,
      resource: { type: asked.resource.type, id, properties: { ...asked.resource.properties, ...properties } },
    });
  const questions = candidates.slice(start).map((candidate) => ({ id: candidate.id, question: questionAbout(candidate) }));
  const known = await core.db.as({ organizations: application.organizations }, (tx) =>
    readKnown(
      core,
      tx,
      application,
      questions.flatMap(({ question }) => (typeof question === 'string' ? [] : [question])),
    ),
  );
  const found: string[] = [];
  const turn = turnsIn(core.clock);
  let judged = 0;
  for (const { id, question } of questions) {
    if (found.length === limit) break;
    judged += 1;
    if (answerTo({ ...application, isToldWhy: false }, known, question).decision) found.push(id);
    await turn();
  }
  await tell(core, application, `${search.action.name} ${search.resource.type}: ${search.subject.id}`, found.length);
  const isOver = judged === questions.length;
  return {
    page: { next_token: isOver ? '' : String(start + judged), count: found.length, properties: { judged, stopped: false } },
    results: found.map((id) => ({ type: asked.resource.type, id })),
  };
}

/** What a subject may do with this resource: every action of its function that is allowed, on one page. */
export async function searchActions(core: Needs, application: AskingApplication, search: ActionSearch): Promise<FoundActions> {
  refuseSearching(application);
  const question = questionOf(application, { ...search, action: { name: '' } });
  const names: string[] = [];
  if (typeof question !== 'string') {
    const known = await core.db.as({ organizations: application.organizations }, (tx) => readKnown(core, tx, application, [question]));
    const functions = known.memberships.get(inOrganization(question))?.snapshot.functions;
    for (const action of functions?.get(question.function)?.keys() ?? []) {
      if (
        answerTo({ ...application, isToldWhy: false }, known, {
          ...question,
          action,
          about: { ...question.about, action: { name: action } },
        }).decision
      )
        names.push(action);
    }
  }
  await tell(core, application, search.resource.type, names.length);
  const properties = { judged: names.length, stopped: false };
  return { page: { next_token: '', count: names.length, properties }, results: names.map((name) => ({ name })) };
}

/** The same question about somebody else. */
const askedOf = (question: Question, userId: UserId): Question => ({
  ...question,
  userId,
  about: { ...question.about, subject: { type: 'user', properties: question.about.subject?.properties, id: userId } },
});

function refuseSearching({ maySearch }: AskingApplication): void {
  if (!maySearch) throw new Refusal('applications.may-not-search');
}

function placeOf(token: string, length: number): number {
  const place = Number(token);
  if (/^\d{1,5}$/.test(token) && place <= length) return place;
  throw new Refusal('request.invalid', { issues: [{ field: 'page.token', rule: 'invalid' }] });
}

function cursorOf(token: string): UserId {
  const id = z.uuid().safeParse(token);
  if (!id.success) throw new Refusal('request.invalid', { issues: [{ field: 'page.token', rule: 'invalid' }] });
  return id.data as UserId;
}

/** Whoever asks about many people at once leaves a trace. */
async function tell(core: Needs, { code, client }: AskingApplication, search: string, rows: number): Promise<void> {
  await core.db.as({ organizations: [INSTALLATION] }, async (tx) =>
    record(tx, {
      at: core.clock.now(),
      event: 'people-searched',
      organizationId: INSTALLATION,
      actor: { operator: `${code} (API)` },
      client,
      detail: await detailOf(core, tx, INSTALLATION, 'people-searched', [
        { field: 'application', before: null, after: code },
        { field: 'search', before: null, after: search },
        { field: 'rows', before: null, after: rows },
      ]),
    }),
  );
}
