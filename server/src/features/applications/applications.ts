import type { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import { type Change, changesBetween, type DetailedEvent, type FieldOf } from '@varco/shared/access-log/changes';
import {
  type Application,
  type ApplicationList,
  type ChangeApplication,
  type FunctionList,
  type MadeSecret,
  type Manifest,
  type ManifestPlan,
  MOST_APPLICATIONS,
  MOST_SECRETS,
  type SaveApplication,
} from '@varco/shared/applications/api';
import { type ApplicationId, INSTALLATION, type OrganizationId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Made } from '@varco/shared/structure/api';
import type { Actor, AskingApplication, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { newToken } from '#core/random';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, historyOf, record } from '#features/access-log';
import { allOrganizations, byWhom } from '#features/identity';
import { manifestIssues, planOf, written } from './rules.ts';
import {
  allApplications,
  countApplications,
  countGranting,
  deleteApplication,
  deleteSecret,
  findApplication,
  functionsFor,
  functionsOf,
  insertApplication,
  insertSecret,
  replaceApplication,
  replaceFunctions,
  type StoredApplication,
  secretsOf,
} from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'events'>;

const installation = { organizations: [INSTALLATION] };

/** Every application with the organizations it serves. */
export async function listApplications({ db }: Pick<Core, 'db'>): Promise<ApplicationList> {
  const organizations = await allOrganizations(db);
  const items = await db.as(installation, allApplications);
  return { items: items.map((one) => ({ ...one, organizations: named(organizations, one.organizations) })), organizations };
}

/** One application with all that is known of it, but for its secrets themselves. */
export async function readApplication({ db }: Pick<Core, 'db'>, id: ApplicationId): Promise<Application> {
  const organizations = await allOrganizations(db);
  return db.as(installation, async (tx) => {
    const found = await known(tx, id);
    const [functions, secrets] = await Promise.all([functionsOf(tx, id), secretsOf(tx, id)]);
    const used = secrets.flatMap(({ lastUsedOn }) => lastUsedOn ?? []).toSorted();
    return {
      ...found,
      organizations: named(organizations, found.organizations),
      functions,
      secrets,
      lastUsedOn: used.at(-1) ?? null,
      isGranted: (await countGranting(tx, planOf(found.code, functions, { functions: [] }).lost)) > 0,
    };
  });
}

const named = (organizations: readonly { readonly id: OrganizationId; readonly name: string }[], ids: readonly OrganizationId[]) =>
  organizations.filter(({ id }) => ids.includes(id));

/** What was done to an application; it stands in the installation's log, where nobody is at home: names are read where the reader may. */
export async function readApplicationHistory(
  core: Pick<Core, 'db' | 'keys'>,
  actor: Actor,
  people: Scope,
  id: ApplicationId,
  query: HistoryQuery,
): Promise<ThingHistory> {
  await core.db.as(installation, (tx) => known(tx, id));
  return historyOf(core, actor, { organizationId: INSTALLATION, id, people }, query);
}

/** An application by name, under lock: for what is kept of it elsewhere. */
export type ApplicationName = Pick<StoredApplication, 'id' | 'code' | 'name' | 'builtIn'>;

/** The application of this id; refuses when there is none. The scope has the installation. */
export const applicationNamed = (tx: Db, id: ApplicationId): Promise<ApplicationName> => known(tx, id);

/** Adds an application, which can ask nothing before it has a secret and is said to serve somebody. */
export async function createApplication(core: Needs, actor: Actor, input: SaveApplication): Promise<Made> {
  const names = await namesOf(core, input.organizations);
  const id = core.random.id<ApplicationId>();
  await core.db.as(installation, async (tx) => {
    if ((await countApplications(tx)) >= MOST_APPLICATIONS) throw new Refusal('applications.too-many');
    await insertApplication(tx, { ...input, id, at: core.clock.now() });
    await tell(core, tx, actor, id, 'application-changed', changesBetween(fields, undefined, told(input, names)));
  });
  return { id };
}

/** Changes an application; switched off, it is answered no more and its functions are granted no more. */
export async function changeApplication(core: Needs, actor: Actor, id: ApplicationId, input: ChangeApplication): Promise<void> {
  const names = await namesOf(core, input.organizations);
  await core.db.as(installation, async (tx) => {
    const before = await known(tx, id);
    if (before.version !== input.version) throw new Refusal('request.changed-meanwhile', { current: before });
    if (before.builtIn && !isSwitchedOnly(before, input)) throw new Refusal('applications.built-in');
    await replaceApplication(tx, before, input);
    const changes = changesBetween(fields, told(before, names), told({ ...input, code: before.code }, names));
    await tell(core, tx, actor, id, 'application-changed', withName(before, changes));
    await announce(core, tx, before.builtIn ? [...names.keys()] : [...before.organizations, ...input.organizations]);
  });
}

/** Removes an application about which no role grants anything. */
export async function removeApplication(core: Needs, actor: Actor, id: ApplicationId): Promise<void> {
  const names = await namesOf(core, []);
  await core.db.as(installation, async (tx) => {
    const before = await known(tx, id);
    if (before.builtIn) throw new Refusal('applications.built-in');
    const { lost } = planOf(before.code, await functionsOf(tx, id), { functions: [] });
    if ((await countGranting(tx, lost)) > 0) throw new Refusal('applications.in-use');
    await deleteApplication(tx, id);
    await tell(core, tx, actor, id, 'application-changed', changesBetween(fields, told(before, names), {}));
    await announce(core, tx, before.organizations);
  });
}

/** What a manifest would change, without changing it. */
export const planManifest = ({ db }: Pick<Core, 'db'>, id: ApplicationId, manifest: Manifest): Promise<ManifestPlan> =>
  db.as(installation, async (tx) => {
    const application = await known(tx, id);
    if (application.builtIn) throw new Refusal('applications.built-in');
    const { lost, ...plan } = planOf(application.code, await functionsOf(tx, id), refused(manifest));
    return { ...plan, rolesThatLose: await countGranting(tx, lost) };
  });

/**
 * Registers what an application can be asked about, in the place of what it had; `by` may be the application itself. A right
 * that a role grants on what is gone stays written and gives nothing.
 */
export const registerManifest = (
  core: Needs,
  by: Actor | AskingApplication,
  id: ApplicationId,
  manifest: Manifest,
): Promise<ManifestPlan> =>
  core.db.as(installation, async (tx) => {
    const application = await known(tx, id);
    if (application.builtIn) throw new Refusal('applications.built-in');
    const before = await functionsOf(tx, id);
    const { lost, ...plan } = planOf(application.code, before, refused(manifest));
    const rolesThatLose = await countGranting(tx, lost);
    await replaceFunctions(tx, core.random, application, manifest);
    const after = await functionsOf(tx, id);
    const changes = changesBetween(['functions'], { functions: said(before) }, { functions: said(after) });
    await tell(core, tx, by, id, 'application-changed', withName(application, changes));
    if (changes.length > 0) await announce(core, tx, application.organizations);
    return { ...plan, rolesThatLose };
  });

/** Of a module only what is the installation's own choice can change. */
const isSwitchedOnly = (before: StoredApplication, input: ChangeApplication): boolean =>
  input.name === before.name &&
  input.nameEnglish === before.nameEnglish &&
  input.description === before.description &&
  input.organizations.length === 0;

/** A list as the log writes it: one text, which is compared as such. */
const said = (functions: Parameters<typeof written>[0]): string => written(functions).join(', ');

/** The functions that roles of the organization can grant besides the product's own. */
export const listFunctions = ({ db }: Pick<Core, 'db'>, organizationId: OrganizationId): Promise<FunctionList> =>
  db.as({ organizations: [organizationId] }, async (tx) => ({ items: await functionsFor(tx, organizationId) }));

/** Makes a secret, which is told this once. */
export async function makeSecret(core: Needs, actor: Actor, applicationId: ApplicationId): Promise<MadeSecret> {
  const token = newToken(core.random);
  const id = core.random.id();
  await core.db.as(installation, async (tx) => {
    const application = await known(tx, applicationId);
    if ((await secretsOf(tx, applicationId)).length >= MOST_SECRETS) throw new Refusal('applications.too-many-secrets');
    await insertSecret(tx, { id, applicationId, tokenHash: digest(token), at: core.clock.now() });
    await tell(core, tx, actor, applicationId, 'application-secret-made', [
      { field: 'application', before: null, after: application.name },
    ]);
  });
  return { id, token };
}

/** Withdraws a secret: whoever presents it from now on is nobody. */
export async function withdrawSecret(core: Needs, actor: Actor, applicationId: ApplicationId, id: string): Promise<void> {
  await core.db.as(installation, async (tx) => {
    const application = await known(tx, applicationId);
    if (!(await deleteSecret(tx, applicationId, id))) throw new Refusal('request.not-found');
    await tell(core, tx, actor, applicationId, 'application-secret-withdrawn', [
      { field: 'application', before: application.name, after: null },
    ]);
  });
}

async function known(tx: Db, id: ApplicationId): Promise<StoredApplication> {
  const found = await findApplication(tx, id);
  if (!found) throw new Refusal('request.not-found');
  return found;
}

function refused(manifest: Manifest): Manifest {
  const issues = manifestIssues(manifest);
  if (issues.length > 0) throw new Refusal('applications.manifest-refused', { issues });
  return manifest;
}

/** How every organization is called; refuses ids of which there is none. */
async function namesOf({ db }: Pick<Core, 'db'>, ids: readonly OrganizationId[]): Promise<Names> {
  const names = new Map((await allOrganizations(db)).map(({ id, name }) => [id, name]));
  const issues: Issue[] = ids.flatMap((id, at) => (names.has(id) ? [] : [{ field: `organizations.${at}`, rule: 'not-there' }]));
  if (issues.length > 0) throw new Refusal('applications.refused', { issues });
  return names;
}

type Names = ReadonlyMap<OrganizationId, string>;

const fields = ['application', 'code', 'nameEnglish', 'description', 'active', 'organizations', 'isToldWhy', 'maySearch'] as const;

const told = ({ name, organizations, ...rest }: SaveApplication | StoredApplication, names: Names) => ({
  ...rest,
  application: name,
  organizations: organizations
    .map((id) => names.get(id) ?? id)
    .toSorted()
    .join(', '),
});

const withName = <Field extends string>({ name }: StoredApplication, changes: readonly Change<Field>[]) =>
  changes.length === 0 || changes.some(({ field }) => field === 'application')
    ? changes
    : [{ field: 'application' as const, before: name, after: name }, ...changes];

/** What roles can grant has changed for everybody in these organizations. */
async function announce({ events }: Pick<Core, 'events'>, tx: Db, organizations: readonly OrganizationId[]): Promise<void> {
  for (const organizationId of new Set(organizations)) await events.announce(tx, 'rights.changed', { organizationId, userId: null });
}

/** Adds what changed to the installation's log; by the application itself when nobody else acts. */
async function tell<Event extends Extract<DetailedEvent, `application-${string}`>>(
  core: Needs,
  tx: Db,
  by: Actor | AskingApplication,
  objectId: ApplicationId,
  event: Event,
  changes: readonly Change<FieldOf<Event>>[],
): Promise<void> {
  if (changes.length === 0) return;
  const who = 'kind' in by ? await byWhom(tx, by) : { actor: { operator: `${by.code} (API)` }, client: by.client };
  await record(tx, {
    at: core.clock.now(),
    event,
    organizationId: INSTALLATION,
    objectId,
    ...who,
    detail: await detailOf(core, tx, INSTALLATION, event, changes),
  });
}
