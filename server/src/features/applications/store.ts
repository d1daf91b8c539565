import type { Module } from '@varco/shared/application-settings/api';
import type { ApplicationLine, DescribedFunction, FunctionList, Manifest, SaveApplication } from '@varco/shared/applications/api';
import type { FunctionFact } from '@varco/shared/authorization/capabilities';
import type { Day } from '@varco/shared/days';
import { type ApplicationId, INSTALLATION, type OrganizationId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Random } from '#core/random';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';

/** An application as it is stored, without what it registered. */
export interface StoredApplication extends SaveApplication {
  readonly id: ApplicationId;
  /** A module: it comes with the product and serves every organization. */
  readonly builtIn: boolean;
  readonly version: number;
}

/** Every application, by name; the organizations that it serves by their ids. */
export async function allApplications(tx: Db): Promise<(Omit<ApplicationLine, 'organizations'> & { organizations: OrganizationId[] })[]> {
  const { rows } = await sql<Omit<ApplicationLine, 'organizations'> & { organizations: OrganizationId[] }>`
    select a.id, a.code, a.name, coalesce(a.name_en, '') as "nameEnglish", a.description, a.active,
      a.built_in as "builtIn",
      array(select s.served_id from applications.served s where s.organization_id = a.organization_id and s.application_id = a.id
        order by s.served_id) as organizations,
      (select count(*)::int from applications.functions f where f.organization_id = a.organization_id and f.application_id = a.id) as functions,
      (select count(*)::int from applications.secrets k where k.organization_id = a.organization_id and k.application_id = a.id) as secrets,
      (select max(k.last_used_on)::text from applications.secrets k where k.organization_id = a.organization_id and k.application_id = a.id)
        as "lastUsedOn"
    from applications.applications a
    where a.organization_id = ${INSTALLATION}
    order by lower(a.name), a.code`.execute(tx);
  return rows;
}

/** How many applications there are besides the modules. */
export async function countApplications(tx: Db): Promise<number> {
  const { count } = await tx
    .selectFrom('applications.applications')
    .select((column) => column.fn.countAll<string>().as('count'))
    .where('organization_id', '=', INSTALLATION)
    .where('built_in', '=', false)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The application with this id, under lock. */
export async function findApplication(tx: Db, id: ApplicationId): Promise<StoredApplication | undefined> {
  const row = await tx
    .selectFrom('applications.applications')
    .selectAll()
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const served = await tx
    .selectFrom('applications.served')
    .select('served_id')
    .where('organization_id', '=', INSTALLATION)
    .where('application_id', '=', id)
    .orderBy('served_id')
    .execute();
  return {
    id: row.id as ApplicationId,
    code: row.code,
    name: row.name,
    nameEnglish: row.name_en ?? '',
    description: row.description,
    active: row.active,
    builtIn: row.built_in,
    isToldWhy: row.is_told_why,
    maySearch: row.may_search,
    organizations: served.map((one) => one.served_id as OrganizationId),
    version: row.version,
  };
}

const english = (text: string): string | null => (text === '' ? null : text);

/** Adds an application. */
export async function insertApplication(
  tx: Db,
  { id, at, organizations, ...input }: SaveApplication & { id: ApplicationId; at: Date },
): Promise<void> {
  try {
    await tx
      .insertInto('applications.applications')
      .values({
        organization_id: INSTALLATION,
        id,
        code: input.code,
        name: input.name,
        name_en: english(input.nameEnglish),
        description: input.description,
        active: input.active,
        is_told_why: input.isToldWhy,
        may_search: input.maySearch,
        created_at: at,
      })
      .execute();
  } catch (fault) {
    if (brokenConstraint(fault) === 'applications_code_key') throw new Refusal('applications.code-taken');
    throw fault;
  }
  await replaceServed(tx, id, organizations);
}

/** Saves an application that is as `before` was read, under lock. */
export async function replaceApplication(tx: Db, { id, version }: StoredApplication, input: Omit<SaveApplication, 'code'>): Promise<void> {
  await tx
    .updateTable('applications.applications')
    .set({
      name: input.name,
      name_en: english(input.nameEnglish),
      description: input.description,
      active: input.active,
      is_told_why: input.isToldWhy,
      may_search: input.maySearch,
      version: version + 1,
    })
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('applications.served').where('organization_id', '=', INSTALLATION).where('application_id', '=', id).execute();
  await replaceServed(tx, id, input.organizations);
}

async function replaceServed(tx: Db, id: ApplicationId, organizations: readonly OrganizationId[]): Promise<void> {
  if (organizations.length === 0) return;
  await tx
    .insertInto('applications.served')
    .values([...new Set(organizations)].map((one) => ({ organization_id: INSTALLATION, application_id: id, served_id: one })))
    .execute();
}

/** Removes an application with its functions and secrets. */
export const deleteApplication = (tx: Db, id: ApplicationId): Promise<unknown> =>
  tx.deleteFrom('applications.applications').where('organization_id', '=', INSTALLATION).where('id', '=', id).execute();

/** What an application registered, in its own order. */
export async function functionsOf(tx: Db, id: ApplicationId): Promise<DescribedFunction[]> {
  const { rows } = await sql<DescribedFunction>`
    select f.name, f.label, coalesce(f.label_en, '') as "labelEnglish",
      (select json_agg(json_strip_nulls(json_build_object('name', x.name, 'label', coalesce(x.label, ''), 'labelEnglish', coalesce(x.label_en, ''),
        'levels', x.levels, 'proposed', x.proposed,
        'licence', nullif(x.licence, 'base'))) order by x.place)
        from applications.actions x where x.organization_id = f.organization_id and x.function_id = f.id) as actions
    from applications.functions f
    where f.organization_id = ${INSTALLATION} and f.application_id = ${id} order by f.place`.execute(tx);
  return rows;
}

/** What the applications registered that serve the organization, by application. */
export async function functionsFor(tx: Db, organizationId: OrganizationId): Promise<FunctionList['items']> {
  const rows = await registeredIn(tx, organizationId);
  const byApplication = Map.groupBy(rows, ({ applicationId }) => applicationId);
  return [...byApplication].map(([id, functions]) => ({
    application: {
      id,
      code: functions[0]?.code ?? '',
      name: functions[0]?.applicationName ?? '',
      nameEnglish: functions[0]?.applicationNameEnglish ?? '',
      active: functions[0]?.active ?? false,
    },
    functions: functions.map(({ name, label, labelEnglish, actions }) => ({ name, label, labelEnglish, actions })),
  }));
}

interface Registered extends DescribedFunction {
  readonly applicationId: ApplicationId;
  readonly code: string;
  readonly applicationName: string;
  readonly applicationNameEnglish: string;
  readonly active: boolean;
}

async function registeredIn(tx: Db, organizationId: OrganizationId): Promise<Registered[]> {
  const { rows } = await sql<Registered>`
    select application_id as "applicationId", code, application_name as "applicationName", application_name_en as "applicationNameEnglish",
      active, function as name, label, label_en as "labelEnglish", actions
    from applications.registered(${organizationId}::uuid)`.execute(tx);
  return rows;
}

/** The functions of the active applications that serve the organization, as decisions need them: what roles there can grant. */
export const grantableIn = async (tx: Db, organizationId: OrganizationId): Promise<readonly FunctionFact[]> =>
  (await functionFactsIn(tx, organizationId)).functions;

/** The same, and apart from them those of applications that are switched off. */
export async function functionFactsIn(
  tx: Db,
  organizationId: OrganizationId,
): Promise<{ functions: readonly FunctionFact[]; switchedOff: readonly FunctionFact[] }> {
  const [on, off]: [FunctionFact[], FunctionFact[]] = [[], []];
  for (const { name, actions, active } of await registeredIn(tx, organizationId))
    (active ? on : off).push({
      name,
      actions: Object.fromEntries(actions.map((action) => [action.name, action.levels])),
      licences: Object.fromEntries(actions.flatMap(({ name: action, licence }) => (licence === undefined ? [] : [[action, licence]]))),
    });
  return { functions: on, switchedOff: off };
}

/** Puts what an application registers in the place of what it had. */
export async function replaceFunctions(
  tx: Db,
  random: Random,
  { id, code }: Pick<StoredApplication, 'id' | 'code'>,
  { functions }: Manifest,
): Promise<void> {
  await tx.deleteFrom('applications.functions').where('organization_id', '=', INSTALLATION).where('application_id', '=', id).execute();
  if (functions.length === 0) return;
  const made = functions.map((one, place) => ({ ...one, id: random.id(), place }));
  await tx
    .insertInto('applications.functions')
    .values(
      made.map((one) => ({
        organization_id: INSTALLATION,
        id: one.id,
        application_id: id,
        name: `${code}/${one.name}`,
        place: one.place,
        label: one.label,
        label_en: english(one.labelEnglish),
      })),
    )
    .execute();
  await tx
    .insertInto('applications.actions')
    .values(
      made.flatMap((one) =>
        one.actions.map((action, place) => ({
          organization_id: INSTALLATION,
          function_id: one.id,
          name: action.name,
          place,
          label: english(action.label),
          label_en: english(action.labelEnglish),
          levels: action.levels,
          proposed: action.proposed ?? action.levels[0] ?? '',
          licence: action.licence ?? 'base',
        })),
      ),
    )
    .execute();
}

/** A secret, without what it is. */
export interface StoredSecret {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedOn: string | null;
}

/** The secrets of an application, the oldest first. */
export async function secretsOf(tx: Db, id: ApplicationId): Promise<StoredSecret[]> {
  const rows = await tx
    .selectFrom('applications.secrets')
    .select(['id', 'created_at', 'last_used_on'])
    .where('organization_id', '=', INSTALLATION)
    .where('application_id', '=', id)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({ id: row.id, createdAt: row.created_at.toISOString(), lastUsedOn: row.last_used_on }));
}

/** Adds a secret, of which only the digest is kept. */
export const insertSecret = (
  tx: Db,
  { id, applicationId, tokenHash, at }: { id: string; applicationId: ApplicationId; tokenHash: Buffer; at: Date },
): Promise<unknown> =>
  tx
    .insertInto('applications.secrets')
    .values({ organization_id: INSTALLATION, id, application_id: applicationId, token_hash: tokenHash, created_at: at })
    .execute();

/** Withdraws a secret; answers whether it was there. */
export async function deleteSecret(tx: Db, applicationId: ApplicationId, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('applications.secrets')
    .where('organization_id', '=', INSTALLATION)
    .where('application_id', '=', applicationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** An application that proved who it is, and about which organizations it may ask. */
export interface KnownApplication {
  readonly id: ApplicationId;
  readonly code: string;
  readonly secretId: string;
  readonly lastUsedOn: Day | null;
  /** Always, but for a module that is switched off. */
  readonly active: boolean;
  readonly isToldWhy: boolean;
  readonly maySearch: boolean;
  readonly organizations: readonly OrganizationId[];
}

/** The application that presents the secret of this digest. */
export async function findByToken(db: Db, tokenHash: Buffer): Promise<KnownApplication | undefined> {
  const { rows } = await sql<KnownApplication>`
    select id, code, secret_id as "secretId", last_used_on as "lastUsedOn", is_told_why as "isToldWhy", may_search as "maySearch", active, organizations
    from applications.find(${tokenHash})`.execute(db);
  return rows[0];
}

/** Notes the day on which a secret was used last. */
export const noteUse = (db: Db, secretId: string, day: Day): Promise<unknown> =>
  sql`select applications.used(${secretId}::uuid, ${day}::date)`.execute(db);

/** In how many roles something of this is granted, whichever organization they are of. */
export async function countGranting(tx: Db, lost: readonly { readonly function: string; readonly action: string }[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select "authorization".count_granting(${lost.map((one) => one.function)}::text[], ${lost.map(({ action }) => action)}::text[]) as count`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** A module as it comes with the product; undefined: there is none with this code. */
export async function findBuiltIn(tx: Db, code: string): Promise<StoredApplication | undefined> {
  const row = await tx
    .selectFrom('applications.applications')
    .select('id')
    .where('organization_id', '=', INSTALLATION)
    .where('code', '=', code)
    .where('built_in', '=', true)
    .executeTakeFirst();
  return row && findApplication(tx, row.id as ApplicationId);
}

/** Every module, by name. */
export async function allBuiltIn(tx: Db): Promise<Module[]> {
  const rows = await tx
    .selectFrom('applications.applications')
    .select(['id', 'code', 'name', 'name_en', 'description', 'active'])
    .where('organization_id', '=', INSTALLATION)
    .where('built_in', '=', true)
    .orderBy('code')
    .execute();
  return rows.map(({ name_en: nameEnglish, ...row }) => ({ ...row, nameEnglish: nameEnglish ?? '', builtIn: true }));
}

/** Adds a module, switched off, unless an application has its code; answers whether it is there now. */
export async function insertBuiltIn(tx: Db, { id, at, code, name, nameEnglish, description }: NewModule): Promise<boolean> {
  const { rows } = await sql`
    insert into applications.applications (organization_id, id, code, name, name_en, description, active, built_in, created_at)
    values (${INSTALLATION}, ${id}, ${code}, ${name}, ${english(nameEnglish)}, ${description}, false, true, ${at})
    on conflict (organization_id, code) do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** What a module is called in this version of the product. */
export const renameBuiltIn = (tx: Db, id: ApplicationId, { name, nameEnglish, description }: Omit<NewModule, 'id' | 'at' | 'code'>) =>
  tx
    .updateTable('applications.applications')
    .set({ name, name_en: english(nameEnglish), description })
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .execute();

/** What is known of a module before it is registered. */
export interface NewModule {
  readonly id: ApplicationId;
  readonly at: Date;
  readonly code: string;
  readonly name: string;
  readonly nameEnglish: string;
  readonly description: string;
}

/** Switches an application on or off that is as `before` was read, under lock. */
export const switchApplication = (tx: Db, { id, version }: StoredApplication, active: boolean): Promise<unknown> =>
  tx
    .updateTable('applications.applications')
    .set({ active, version: version + 1 })
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .execute();
