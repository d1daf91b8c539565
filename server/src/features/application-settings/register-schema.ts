import type { SchemaPlan } from '@varco/shared/application-settings/api';
import { differenceOf, isPutAside, type SettingsSchema } from '@varco/shared/application-settings/schema';
import { type ApplicationId, INSTALLATION, type OrganizationId } from '@varco/shared/ids';
import type { Actor, AskingApplication } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { type ApplicationName, applicationNamed } from '#features/applications';
import { allOrganizations, byWhom } from '#features/identity';
import { findSchema, saveSchema, valuesChosen } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random'>;

const none: SettingsSchema = { sections: [] };

/** Which settings an application registered. */
export const readSchema = ({ db }: Pick<Core, 'db'>, id: ApplicationId): Promise<SettingsSchema> =>
  db.as({ organizations: [INSTALLATION] }, async (tx) => {
    await applicationNamed(tx, id);
    return (await findSchema(tx, id)) ?? none;
  });

/** What a schema would change, without changing it. */
export const planSchema = async ({ db }: Pick<Core, 'db'>, id: ApplicationId, schema: SettingsSchema): Promise<SchemaPlan> => {
  const organizations = await everywhere(db);
  return db.as({ organizations }, async (tx) => {
    refuseBuiltIn(await applicationNamed(tx, id));
    return planOf(tx, id, (await findSchema(tx, id)) ?? none, schema);
  });
};

/**
 * Registers which settings an application has, in the place of those it had; `by` may be the application itself. What was chosen and no
 * longer fits stays where it is, unseen, and holds again when a later schema admits it.
 */
export async function registerSchema(
  core: Needs,
  by: Actor | AskingApplication,
  id: ApplicationId,
  schema: SettingsSchema,
): Promise<SchemaPlan> {
  const organizations = await everywhere(core.db);
  return core.db.as({ organizations }, async (tx) => {
    const application = await applicationNamed(tx, id);
    refuseBuiltIn(application);
    const before = (await findSchema(tx, id, { lock: true })) ?? none;
    const plan = await planOf(tx, id, before, schema);
    if (JSON.stringify(before) === JSON.stringify(schema)) return plan;
    await saveSchema(tx, id, schema, core.clock.now());
    const who = 'kind' in by ? await byWhom(tx, by) : { actor: { operator: `${by.code} (API)` }, client: by.client };
    await record(tx, {
      at: core.clock.now(),
      event: 'settings-schema-changed',
      organizationId: INSTALLATION,
      ...who,
      detail: await detailOf(core, tx, INSTALLATION, 'settings-schema-changed', [
        { field: 'application', before: application.name, after: application.name },
        { field: 'settings', before: written(before), after: written(schema) },
        ...(plan.valuesAside > 0 ? [{ field: 'valuesAside' as const, before: null, after: plan.valuesAside }] : []),
      ]),
    });
    return plan;
  });
}

const everywhere = async (db: Core['db']): Promise<OrganizationId[]> => [INSTALLATION, ...(await allOrganizations(db)).map(({ id }) => id)];

async function planOf(tx: Db, id: ApplicationId, before: SettingsSchema, after: SettingsSchema): Promise<SchemaPlan> {
  const { added, changed, removed } = differenceOf(before, after);
  const chosen = await valuesChosen(tx, id, [...changed, ...removed]);
  const aside = chosen.filter(({ name, value }) => isPutAside(before, after, name, value));
  return { added: [...added], changed: [...changed], removed: [...removed], valuesAside: aside.reduce((sum, { count }) => sum + count, 0) };
}

/** A schema as the log writes it: its settings by name, each with its kind. */
const written = ({ sections }: SettingsSchema): string[] =>
  sections.flatMap(({ name: section, settings }) => settings.map(({ name, kind }) => `${section}/${name}: ${kind}`));

function refuseBuiltIn({ builtIn }: ApplicationName): void {
  if (builtIn) throw new Refusal('applications.built-in');
}
