import { resolve } from 'node:path';
import { INSTALLATION } from '@varco/shared/ids';
import { pino } from 'pino';
import type { Manifest } from '#backup/archive/manifest';
import { readManifest, verifyArchive } from '#backup/archive/read';
import { exportDatabase } from '#backup/export';
import { importDatabase } from '#backup/import';
import { refuseUnreadable } from '#backup/restore';
import { forgetUnsettled, refuseCutOffRestore } from '#backup/unfinished';
import { systemClock } from '#core/clock';
import { readConfig } from '#core/config';
import { startPostgres } from '#db/postgres';
import { detailOf, record } from '#features/access-log';
import { atInstallation } from '../installation.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { sealedKeys } from './backup.ts';
import { newestCheckpoint } from './checkpoint.ts';
import { keyOfFile } from './key-of-file.ts';
import { backups, returns } from './messages.ts';
import { settle } from './settle.ts';
import { watchWork } from './watch.ts';

const rowsOf = ({ tables }: Manifest): number => tables.reduce((sum, { rows }) => sum + rows, 0);

/** What `export` is told. */
export interface ExportCommand {
  readonly to: string;
  readonly withKeys?: true;
  readonly passphraseFile?: string;
}

/** Writes every row into a file for another PostgreSQL, with the server running or stopped. */
export async function exportTo(terminal: Terminal, { to, withKeys, passphraseFile }: ExportCommand): Promise<void> {
  const config = readConfig(terminal.environment);
  const sealed = withKeys ? await sealedKeys(terminal, config, passphraseFile) : undefined;
  await atInstallation(terminal, async (opened) => {
    const { core, actor, scope, roles } = opened;
    const watch = watchWork(terminal);
    try {
      const manifest = await exportDatabase(roles.owner, resolve(to), {
        origin: roles.root ? 'built-in' : 'outside',
        version,
        keys: core.keys,
        sealed,
        checkpoint: await newestCheckpoint(opened),
        ...watch.telling(returns.exporting),
      });
      await core.db.as(scope, async (tx) =>
        record(tx, {
          at: core.clock.now(),
          event: 'installation-exported',
          organizationId: INSTALLATION,
          ...(actor.kind === 'operator' ? { actor: { operator: actor.account } } : {}),
          client: actor.client,
          detail: await detailOf(core, tx, INSTALLATION, 'installation-exported', [
            { field: 'file', before: null, after: resolve(to) },
            { field: 'keysInside', before: null, after: sealed !== undefined },
            { field: 'tables', before: null, after: manifest.tables.length },
            { field: 'rows', before: null, after: rowsOf(manifest) },
          ]),
        }),
      );
      terminal.remark(returns.exported(manifest.tables.length, rowsOf(manifest))[terminal.language]);
      await terminal.answer(`${resolve(to)}\n`);
    } finally {
      watch.done();
    }
  });
}

/** What `import` is told. */
export interface ImportCommand {
  readonly withoutKey?: true;
  readonly unproven?: true;
  readonly passphraseFile?: string;
}

/** Takes an export in: into the outside PostgreSQL of the settings, or into a new built-in one. The server must not run. */
export async function importFrom(terminal: Terminal, file: string, options: ImportCommand): Promise<void> {
  const path = resolve(file);
  const config = readConfig(terminal.environment);
  const watch = watchWork(terminal);
  try {
    const said = await readManifest(path);
    const { manifest } = said;
    refuseUnreadable(path, manifest, 'export');
    if (!config.database) refuseCutOffRestore(config.data);
    const key = await keyOfFile(terminal, config, { path, ...said }, options);
    await verifyArchive(path, key.proof, watch.telling(backups.verifying));
    const postgres = await startPostgres(config, pino({ level: 'silent' }));
    try {
      const standing = await importDatabase(postgres, path, manifest, watch.telling(returns.importing));
      if (standing === 'filled-before') terminal.remark(returns.goesOn[terminal.language]);
      const keys = key.place(systemClock.now().toISOString().replaceAll(/[:.]/g, ''));
      await settle(terminal, { config, roles: postgres, keys, keyLost: key.isLost, manifest, event: 'installation-imported' });
      await forgetUnsettled(postgres.owner);
    } finally {
      await postgres.stop();
    }
    terminal.remark(returns.imported(manifest.tables.length, rowsOf(manifest))[terminal.language]);
  } finally {
    watch.done();
  }
}
