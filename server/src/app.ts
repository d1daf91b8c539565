import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Core } from '#core/core';
import { clockDifference, REFUSE_MS, WARN_MS } from '#db/clock-watch';
import { accessLogRoutes, Floods, keepPartitions, Sealer, secondsUnsealed } from '#features/access-log';
import { applicationSettingsRoutes, forgetSettings, forgetSettingsThere } from '#features/application-settings';
import { applicationRoutes, recognize } from '#features/applications';
import { assistanceRoutes, forgetNeedsOf } from '#features/assistance';
import { authorizationRoutes, endRightsThere, groupRoutes, keepOneRole, refuseOpening } from '#features/authorization';
import { credentialsRoutes, forgetOldPasswordAttempts } from '#features/credentials';
import { decisionPointRoutes } from '#features/decision-point';
import { delegationRoutes, endDelegationsThere, forgetReasonsOf } from '#features/delegations';
import { directoryRoutes, suspendInactiveJob } from '#features/directory';
import { erasePersonJob, erasureRoutes } from '#features/erasure';
import {
  expireFirstPasswords,
  firstPasswordsJob,
  firstPasswordsRoutes,
  forgetFirstPasswords,
  voidReplaced,
} from '#features/first-passwords';
import { forgetAuthorizations, formalAuthorizationRoutes } from '#features/formal-authorizations';
import { forgetEvidence, logArchiveJob, logEvidenceRoutes, verifyLogJob, withdrawArchives } from '#features/log-evidence';
import { forgetSearchesOf, logSearchRoutes } from '#features/log-searches';
import { type BackupWay, forgetRunsJob, nightlyBackupJob, operationsRoutes, workerNow } from '#features/operations';
import { operatorRoutes } from '#features/operators';
import { doorLookRoutes, organizationRoutes } from '#features/organizations';
import { policyRoutes } from '#features/policy';
import { purgeLogJob, retentionRoutes } from '#features/retention';
import { seatRoutes } from '#features/seats';
import {
  endDistrusted,
  endOtherSessions,
  endOverdueSessions,
  endSessionsOfStopped,
  forgetEndedSessions,
  rereadRights,
  rereadUser,
  SessionCheck,
  sessionRoutes,
} from '#features/sessions';
import { Installation, setupRoutes } from '#features/setup';
import { forgetAbandonedSignIns, signInRoutes } from '#features/sign-in';
import {
  forgetExpiredImports,
  forgetListsNaming,
  importStaffJob,
  importStructureJob,
  staffImportRoutes,
  structureImportRoutes,
} from '#features/staff-import';
import { statementRoutes } from '#features/statements';
import { structureRoutes } from '#features/structure';
import { consoleRoutes } from '#http/console-routes';
import { readCookie } from '#http/cookies';
import { type DoorAssets, loadDoorAssets } from '#http/door';
import { publicRoutes } from '#http/public-routes';
import { type App, createHttp } from '#http/server';
import type { Job } from '#jobs/job';
import { Jobs } from '#jobs/jobs';
import { Runner } from '#jobs/runner';

/** The house put together: the server, and what must be closed in order. */
export interface House {
  readonly app: App;
  readonly sessions: SessionCheck;
  /** What works on queued and planned jobs; idle unless `jobs`. */
  readonly runner: Runner;
  close(): Promise<void>;
}

/** What differs between a real start and a test. */
export interface Surroundings {
  /** The folder of the built pages; null serves the door without style, for tests that look at no page. */
  readonly pages: string | null;
  /** The owner's connection, for the partitions of the log; null leaves them as they are. */
  readonly owner: pg.ClientConfig | null;
  /** The superuser of the built-in database, which can clear its files; null where the database is not ours. */
  readonly root?: pg.ClientConfig | undefined;
  /** Whether jobs run by themselves. */
  readonly jobs: boolean;
  /** How the database is copied by itself; without it nobody does. */
  readonly backups?: BackupWay | undefined;
}

const noAssets: DoorAssets = { css: '/assets/door.css', script: null, fonts: [], icon: null };
const MINUTE_MS = 60_000;
/** How soon a node finds what another one queued, or what is due. */
const LOOK_MS = 3_000;
/** How soon after its minute what was counted is in the log. */
const FLOODS_MS = 10_000;

/** Who follows whom, in the server and on the command line alike: what one of them announces, every node hears. */
export function follow(core: Pick<Core, 'events' | 'clock' | 'config' | 'keys' | 'random'>): void {
  const { events } = core;
  events.follow('user.stopped', endSessionsOfStopped);
  events.follow('password.replaced', endOtherSessions);
  events.follow('password.replaced', voidReplaced);
  events.follow('person.erased', forgetSearchesOf);
  events.follow('person.erased', forgetListsNaming);
  events.follow('person.erased', voidReplaced);
  events.follow('person.erased', withdrawArchives);
  events.follow('person.erased', forgetSettings);
  events.follow('person.erased', forgetAuthorizations);
  events.follow('person.erased', forgetReasonsOf);
  events.follow('person.erased', forgetNeedsOf);
  events.follow('session.distrusted', endDistrusted);
  events.follow('user.changed', rereadUser);
  events.follow('enablement.ended', endRightsThere(core));
  events.follow('enablement.ended', forgetSearchesOf);
  events.follow('enablement.ended', forgetSettingsThere);
  events.follow('enablement.ended', endDelegationsThere(core));
  events.follow('rights.changed', keepOneRole(core));
  events.follow('rights.changed', rereadRights);
  events.follow('structure.opened', refuseOpening(core));
}

/** Everything that leaves runs behind, in the server and on the command line alike. */
export const jobsOf = (core: Core, { backups, owner, root }: Pick<Surroundings, 'backups' | 'owner' | 'root'>): Job[] => [
  suspendInactiveJob(core),
  forgetRunsJob(core),
  importStaffJob(core),
  importStructureJob(core),
  firstPasswordsJob(core),
  ...(backups ? [nightlyBackupJob(core, backups)] : []),
  ...(owner === null
    ? []
    : [erasePersonJob(core, { owner, root }), purgeLogJob(core, owner), logArchiveJob(core, owner), verifyLogJob(core, owner)]),
];

/** The table of contents of the house: who follows whom, what runs by itself, which routes there are. */
export async function createApp(core: Core, surroundings: Surroundings): Promise<House> {
  const { db, clock, log } = core;
  const { backups } = surroundings;
  const sessions = new SessionCheck(core);
  const installation = new Installation(core);
  const assets = surroundings.pages === null ? noAssets : loadDoorAssets(surroundings.pages);
  let clockOff = 0;

  follow(core);
  const clockAgrees = () => Math.abs(clockOff) < REFUSE_MS;
  const runner = new Runner(core, jobsOf(core, surroundings), clockAgrees, () => workerNow(core));

  const floods = new Floods(core);
  const parts = {
    assets,
    floods,
    sessions,
    organizationName: () => installation.name,
    doorLook: () => installation.look,
    ownDoors: () => installation.ownDoors,
    isSetUp: () => installation.isSetUp(),
    clockAgrees,
    recognize: (request: FastifyRequest) => recognize(core, request),
    authenticate: async (request: FastifyRequest, activity: boolean) => {
      const token = readCookie(core, request, 'session');
      const open = token === undefined ? undefined : await sessions.check(token, request.client, activity);
      request.openSession = open;
      return open;
    },
  };
  const app = await createHttp(core, parts);
  app.decorateRequest('openSession', undefined);
  publicRoutes(app, core, { ...parts, isReady: () => sessions.isLive, secondsUnsealed: () => secondsUnsealed(core) });
  for (const routes of [accessLogRoutes, credentialsRoutes, policyRoutes]) routes(app, core);
  structureRoutes(app, core);
  applicationRoutes(app, core);
  decisionPointRoutes(app, core);
  applicationSettingsRoutes(app, core);
  authorizationRoutes(app, core);
  groupRoutes(app, core);
  delegationRoutes(app, core);
  operatorRoutes(app, core);
  assistanceRoutes(app, core);
  formalAuthorizationRoutes(app, core);
  directoryRoutes(app, core, sessions);
  logSearchRoutes(app, core, sessions);
  sessionRoutes(app, core, sessions);
  signInRoutes(app, core, parts);
  setupRoutes(app, core, parts);
  statementRoutes(app, core, parts);
  operationsRoutes(app, core, {
    jobs: runner.jobs,
    clockOffMs: () => clockOff,
    hasBackups: backups !== undefined,
    ...(surroundings.jobs ? { secondsUnsealed: () => secondsUnsealed(core) } : {}),
  });
  staffImportRoutes(app, core);
  structureImportRoutes(app, core);
  firstPasswordsRoutes(app, core);
  erasureRoutes(app, core);
  organizationRoutes(app, core);
  doorLookRoutes(app, core);
  retentionRoutes(app, core);
  seatRoutes(app, core);
  logEvidenceRoutes(app, core, sessions);
  if (surroundings.pages !== null) await consoleRoutes(app, surroundings.pages);

  const jobs = new Jobs(log);
  const sealer = surroundings.jobs ? new Sealer(core) : undefined;
  const compareClocks = async () => {
    clockOff = await clockDifference(db, clock);
    if (Math.abs(clockOff) >= WARN_MS) log.warn({ milliseconds: clockOff }, 'the clocks of this machine and of the database differ');
  };
  if (surroundings.jobs) {
    await compareClocks();
    jobs.add({ name: 'compare clocks', everyMs: MINUTE_MS, run: compareClocks });
    jobs.add({ name: 'end overdue sessions', everyMs: MINUTE_MS / 2, run: () => endOverdueSessions(core) });
    jobs.add({ name: 'forget abandoned sign-ins', everyMs: 10 * MINUTE_MS, run: () => forgetAbandonedSignIns(core) });
    jobs.add({ name: 'forget wrong passwords', everyMs: 60 * MINUTE_MS, run: () => forgetOldPasswordAttempts(core) });
    jobs.add({ name: 'forget ended sessions', everyMs: 60 * MINUTE_MS, run: () => forgetEndedSessions(core) });
    jobs.add({ name: 'forget old staff lists', everyMs: 60 * MINUTE_MS, run: () => forgetExpiredImports(core) });
    jobs.add({ name: 'wipe first passwords', everyMs: MINUTE_MS, run: () => expireFirstPasswords(core) });
    jobs.add({ name: 'forget first passwords', everyMs: 60 * MINUTE_MS, run: () => forgetFirstPasswords(core) });
    jobs.add({ name: 'forget archives of the log', everyMs: 10 * MINUTE_MS, run: () => forgetEvidence(core) });
    jobs.add({ name: 'write counted refusals', everyMs: FLOODS_MS, run: () => floods.flush(clock.now()) });
    jobs.add({ name: 'look for queued jobs', everyMs: LOOK_MS, run: () => runner.look() });
    runner.open();
    const { owner } = surroundings;
    if (owner) jobs.add({ name: 'partitions of the log', everyMs: 12 * 60 * MINUTE_MS, run: () => keepPartitions(owner, clock.now()) });
  }
  await sessions.open();
  sealer?.open();
  await app.ready();
  return {
    app,
    sessions,
    runner,
    close: async () => {
      await app.close();
      await runner.stop();
      await jobs.stop();
      await floods.flush('all').catch((fault: unknown) => log.warn({ err: fault }, 'counted refusals could not be written'));
      await sealer?.close();
      await sessions.close();
    },
  };
}
