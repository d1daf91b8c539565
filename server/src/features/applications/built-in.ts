import type { Module } from '@varco/shared/application-settings/api';
import type { Manifest } from '@varco/shared/applications/api';
import { type ApplicationId, INSTALLATION } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { allOrganizations, byWhom } from '#features/identity';
import { planOf } from './rules.ts';
import {
  allBuiltIn,
  findBuiltIn,
  functionsOf,
  insertBuiltIn,
  type NewModule,
  renameBuiltIn,
  replaceFunctions,
  switchApplication,
} from './store.ts';

/** A module as this version of the product has it. */
type BuiltIn = Omit<NewModule, 'id' | 'at'> & { readonly manifest: Manifest };

/**
 * Makes an application that comes with the product what it is in this version, switched off when it is new; the same changes nothing.
 * Undefined: an application of somebody else has its code.
 */
export async function registerBuiltIn(
  { clock, random }: Pick<Core, 'clock' | 'random'>,
  tx: Db,
  { manifest, ...module }: BuiltIn,
): Promise<ApplicationId | undefined> {
  await insertBuiltIn(tx, { ...module, id: random.id<ApplicationId>(), at: clock.now() });
  const found = await findBuiltIn(tx, module.code);
  if (!found) return undefined;
  const isCalled = (['name', 'nameEnglish', 'description'] as const).every((field) => found[field] === module[field]);
  if (!isCalled) await renameBuiltIn(tx, found.id, module);
  const plan = planOf(module.code, await functionsOf(tx, found.id), manifest);
  if (plan.added.length + plan.changed.length + plan.removed.length > 0) await replaceFunctions(tx, random, found, manifest);
  return found.id;
}

/** Every module with whether it is switched on. */
export const listBuiltIn = ({ db }: Pick<Core, 'db'>): Promise<Module[]> => db.as({ organizations: [INSTALLATION] }, allBuiltIn);

/**
 * Switches a module on or off for the whole installation; nothing of it is lost, and everything is there again when it is switched on
 * (requirements R1.39).
 */
export async function switchBuiltIn(
  core: Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'events'>,
  actor: Actor,
  code: string,
  active: boolean,
): Promise<void> {
  const organizations = await allOrganizations(core.db);
  await core.db.as({ organizations: [INSTALLATION] }, async (tx) => {
    const found = await findBuiltIn(tx, code);
    if (!found) throw new Refusal('request.not-found');
    if (found.active === active) return;
    await switchApplication(tx, found, active);
    await record(tx, {
      at: core.clock.now(),
      event: 'application-changed',
      organizationId: INSTALLATION,
      objectId: found.id,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, INSTALLATION, 'application-changed', [
        { field: 'application', before: found.name, after: found.name },
        { field: 'active', before: found.active, after: active },
      ]),
    });
    for (const { id: organizationId } of organizations) await core.events.announce(tx, 'rights.changed', { organizationId, userId: null });
  });
}
