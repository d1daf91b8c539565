import { SettingsSchema } from '@varco/shared/application-settings/schema';
import { Manifest } from '@varco/shared/applications/api';
import { INSTALLATION } from '@varco/shared/ids';
import type { Core } from '#core/core';
import { registerBuiltIn } from '#features/applications';
import { findSchema, onceAtATime, saveSchema } from '../store.ts';
import { agenda } from './agenda.ts';
import { crm } from './crm.ts';
import { documents } from './documents.ts';
import { mail } from './mail.ts';

const modules = [agenda, crm, documents, mail].map(({ functions, settings, ...module }) => ({
  ...module,
  manifest: Manifest.parse({ functions }),
  schema: SettingsSchema.parse(settings),
}));

/**
 * Makes the modules what they are in this version of the product; to be called at each start. New ones are switched off; those that were
 * there keep their switch, their grants and everything that was chosen (requirements R1.39).
 */
export async function registerModules(core: Pick<Core, 'db' | 'clock' | 'random' | 'log'>): Promise<void> {
  await core.db.as({ organizations: [INSTALLATION] }, async (tx) => {
    await onceAtATime(tx);
    for (const { schema, ...module } of modules) {
      const id = await registerBuiltIn(core, tx, module);
      if (id === undefined) {
        core.log.warn({ code: module.code }, 'an application has the code of a module, which is not there until that one is deleted');
        continue;
      }
      const before = await findSchema(tx, id, { lock: true });
      if (JSON.stringify(before) !== JSON.stringify(schema)) await saveSchema(tx, id, schema, core.clock.now());
    }
  });
}
