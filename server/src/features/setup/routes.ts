import type { PasswordIssue } from '@varco/shared/credentials/password-policy';
import { profiles } from '@varco/shared/policy/profiles';
import type { Issue } from '@varco/shared/problems';
import { ClaimSetup, SetupAdministrator, SetupOrganization, SetupProfile } from '@varco/shared/setup/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { rulesToShow } from '#features/credentials';
import { exactUsername } from '#features/identity';
import { clearCookie, readCookie, writeCookie } from '#http/cookies';
import { toIssues } from '#http/problem';
import { type App, frameOf, type HttpParts, sendPage } from '#http/server';
import { claimedLink, claimSetup, LINK_HOURS } from './links.ts';
import { administratorPage, claimPage, donePage, organizationPage, profilePage, setupSteps, summaryPage } from './pages.ts';
import { administratorIssues, measure, measuredIssues, setUp } from './set-up.ts';
import { type Answers, type Link, saveAnswers } from './store.ts';

/** A form's fields before they are judged: the page must show all faults at once and keep what was typed. */
const Form = z.record(z.string(), z.string().max(2_000));

/** The wizard of the first start (requirements R1.40); one question a page, answers kept on the way. */
export function setupRoutes(app: App, core: Core, parts: Pick<HttpParts, 'assets' | 'organizationName' | 'isSetUp'>): void {
  const config = { allow: 'setting-up', beforeSetup: true } as const;
  const frame = (request: FastifyRequest) => frameOf(request, parts);
  const refuseWhenDone = async () => {
    if (await parts.isSetUp()) throw new Refusal('setup.already-done');
  };
  const link = async (request: FastifyRequest): Promise<Link> => {
    await refuseWhenDone();
    return claimedLink(core, readCookie(core, request, 'setup')).catch(async (fault: unknown) => {
      // Another browser of the same cookie has just finished: the links are gone because the installation is set up.
      await refuseWhenDone();
      throw fault;
    });
  };
  const keep = (found: Link, more: Answers) => saveAnswers(core.db, found.id, { ...found.answers, ...more });
  const next = (reply: FastifyReply, answers: Answers) => reply.redirect(`/setup/${firstOpen(answers)}`, 303);

  app.get('/setup', { config }, async (request, reply) => {
    await refuseWhenDone();
    try {
      return next(reply, (await link(request)).answers);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      return sendPage(reply, claimPage(frame(request)));
    }
  });

  app.post('/setup/claim', { config, schema: { body: Form } }, async (request, reply) => {
    await refuseWhenDone();
    const claim = ClaimSetup.safeParse({ token: request.body.token?.trim().replace(/^.*#/, '') ?? '' });
    if (!claim.success)
      return sendPage(
        reply,
        claimPage(frame(request), { issues: [{ field: 'token', rule: request.body.token ? 'setup-code' : 'required' }] }),
        422,
      );
    const browser = await claimSetup(core, claim.data.token);
    writeCookie(core, reply, 'setup', browser, LINK_HOURS * 3_600);
    return reply.redirect('/setup/organization', 303);
  });

  app.get('/setup/organization', { config }, async (request, reply) => {
    const { answers } = await link(request);
    return sendPage(reply, organizationPage(frame(request), { organization: answers.organization ?? '', issues: [] }));
  });

  app.post('/setup/organization', { config, schema: { body: Form } }, async (request, reply) => {
    const found = await link(request);
    const answer = SetupOrganization.safeParse(request.body);
    if (!answer.success)
      return sendPage(
        reply,
        organizationPage(frame(request), { organization: request.body.organization ?? '', issues: toIssues(answer.error) }),
        422,
      );
    await keep(found, answer.data);
    return next(reply, { ...found.answers, ...answer.data });
  });

  app.get('/setup/administrator', { config }, async (request, reply) => {
    const { answers } = await link(request);
    const { familyName = '', givenName = '', username = '' } = answers.administrator ?? {};
    const rules = rulesToShow(profiles[answers.profile ?? 'misure-minime'].values);
    return sendPage(
      reply,
      administratorPage(frame(request), {
        familyName,
        givenName,
        username,
        rules,
        passwordKept: answers.administrator !== undefined,
        issues: [],
      }),
    );
  });

  app.post('/setup/administrator', { config, schema: { body: Form } }, async (request, reply) => {
    const found = await link(request);
    const kept = found.answers.administrator;
    const keepsPassword = kept !== undefined && (request.body.password ?? '') === '' && (request.body.confirmation ?? '') === '';
    const shape = keepsPassword ? SetupAdministrator.omit({ password: true, confirmation: true }) : SetupAdministrator;
    const answer = shape.safeParse(request.body);
    const issues: Issue[] = answer.success ? [] : toIssues(answer.error);
    const { password = '', confirmation = '', username = '' } = request.body;
    const profile = found.answers.profile ?? 'misure-minime';
    // The kept hash says nothing of another name: whether the two differ can only be judged on the password.
    if (keepsPassword && exactUsername(username) !== kept.username) issues.push({ field: 'password', rule: 'required' });
    if (!keepsPassword && password !== '') issues.push(...administratorIssues(profile, { username, password, confirmation }).map(placed));
    if (issues.length > 0 || !answer.success) {
      const { familyName = '', givenName = '' } = request.body;
      const view = {
        familyName,
        givenName,
        username,
        rules: rulesToShow(profiles[profile].values),
        passwordKept: kept !== undefined,
        issues,
      };
      return sendPage(reply, administratorPage(frame(request), view), 422);
    }
    const person = { familyName: answer.data.familyName, givenName: answer.data.givenName, username: exactUsername(answer.data.username) };
    const secret =
      keepsPassword && kept
        ? { hash: kept.hash, length: kept.length, classes: kept.classes, isUsername: kept.isUsername }
        : { hash: await core.hasher.hash(password), ...measure(password, person.username) };
    const administrator = { ...person, ...secret };
    await keep(found, { administrator });
    return next(reply, { ...found.answers, administrator });
  });

  app.get('/setup/profile', { config }, async (request, reply) => {
    const { answers } = await link(request);
    return sendPage(reply, profilePage(frame(request), { profile: answers.profile ?? null, issues: [] }));
  });

  app.post('/setup/profile', { config, schema: { body: Form } }, async (request, reply) => {
    const found = await link(request);
    const answer = SetupProfile.safeParse(request.body);
    if (!answer.success)
      return sendPage(reply, profilePage(frame(request), { profile: null, issues: [{ field: 'profile', rule: 'required' }] }), 422);
    await keep(found, answer.data);
    return next(reply, { ...found.answers, ...answer.data });
  });

  app.get('/setup/summary', { config }, async (request, reply) => {
    const { answers } = await link(request);
    const complete = whole(answers);
    if (!complete) return next(reply, answers);
    return sendPage(
      reply,
      summaryPage(frame(request), { ...viewOf(complete), issues: measuredIssues(complete.profile, complete.administrator).map(placed) }),
    );
  });

  app.post('/setup/finish', { config }, async (request, reply) => {
    const found = await link(request);
    const complete = whole(found.answers);
    if (!complete) return next(reply, found.answers);
    const issues = measuredIssues(complete.profile, complete.administrator).map(placed);
    if (issues.length > 0) return sendPage(reply, summaryPage(frame(request), { ...viewOf(complete), issues }), 422);
    const { administrator, organization, profile } = complete;
    await setUp(core, request.client, { organization, profile, ...administrator, passwordHash: administrator.hash });
    clearCookie(core, reply, 'setup');
    return sendPage(reply, donePage(frame(request), { organization, username: administrator.username }));
  });
}

const placed = (issue: PasswordIssue): Issue => ({ ...issue, field: issue.rule === 'not-confirmed' ? 'confirmation' : 'password' });

type Complete = Required<Answers>;

const whole = (answers: Answers): Complete | undefined =>
  answers.organization !== undefined && answers.administrator !== undefined && answers.profile !== undefined
    ? (answers as Complete)
    : undefined;

const viewOf = ({ organization, administrator, profile }: Complete) => ({
  organization,
  profile,
  familyName: administrator.familyName,
  givenName: administrator.givenName,
  username: administrator.username,
});

/** The first question without an answer. */
const firstOpen = (answers: Answers): string => setupSteps.find((step) => step === 'summary' || answers[step] === undefined) ?? 'summary';
