import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pino } from 'pino';
import type { Manifest } from '#backup/archive/manifest';
import { readManifest, verifyArchive } from '#backup/archive/read';
import { BackupFault, interrupted, writeFault } from '#backup/fault';
import { refuseWithoutRoom } from '#backup/folder';
import { checkIndexes, lookInto, placeDatabase, proveRecovery, refuseInUse, refuseOtherPostgres, refuseUnreadable } from '#backup/restore';
import { forgetReturn, undoCutOff } from '#backup/unfinished';
import { unpackBackup } from '#backup/unpack';
import { systemClock } from '#core/clock';
import { type Config, readConfig } from '#core/config';
import { secretKeyFileOf } from '#core/keys';
import { startPostgres } from '#db/postgres';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { type FileSaid, keyOfFile } from './key-of-file.ts';
import { backups, returns } from './messages.ts';
import { settle } from './settle.ts';
import { type Watch, watchWork } from './watch.ts';

/** What `restore` is told. */
export interface RestoreCommand {
  readonly data?: string;
  readonly replace?: true;
  readonly yes?: true;
  readonly withoutKey?: true;
  readonly unproven?: true;
  readonly passphraseFile?: string;
  readonly unpack?: string;
}

/** Puts a backup in the place of a database. Everything is judged before anything is touched; what fails later is undone. */
export async function restore(terminal: Terminal, file: string, options: RestoreCommand): Promise<void> {
  const path = resolve(file);
  const watch = watchWork(terminal);
  try {
    const said = await readManifest(path);
    refuseUnreadable(path, said.manifest, 'backup');
    if (options.unpack !== undefined) await unpackInto(terminal, { path, ...said }, resolve(options.unpack), options, watch);
    else await restoreInto(terminal, { path, ...said }, options, watch);
  } finally {
    watch.done();
  }
}

async function restoreInto(terminal: Terminal, file: FileSaid, options: RestoreCommand, watch: Watch): Promise<void> {
  const { path, manifest } = file;
  const named = options.data === undefined ? {} : { VARCO_DATA: resolve(options.data) };
  const config = readConfig({ ...terminal.environment, ...named });
  if (config.database) throw new CommandFault(returns.outsideDatabase);
  refuseOtherPostgres(path, manifest);
  if (undoCutOff(config.data, secretKeyFileOf(config))) terminal.remark(returns.cutOff[terminal.language]);
  const found = lookInto(config.data);
  if (found === 'database' && !options.replace) throw new BackupFault('not-empty', returns.databaseThere(config.data));
  const key = await keyOfFile(terminal, config, file, options);
  await verifyArchive(path, key.proof, watch.telling(backups.verifying));
  if (found === 'database') {
    await refuseInUse(config.data);
    await confirm(terminal, config, manifest, options);
  }

  const mark = systemClock.now().toISOString().replaceAll(/[:.]/g, '');
  const placed = await placeDatabase(
    path,
    manifest,
    config.data,
    { mark, mayReplace: found === 'database' },
    watch.telling(backups.unpacking),
  );
  try {
    const postgres = await startPostgres(config, pino({ level: 'silent' }));
    try {
      proveRecovery(config.data);
      if (postgres.root) {
        const { onProgress, signal } = watch.telling(backups.checkingIndexes);
        await checkIndexes(postgres.root, onProgress, signal);
      }
      // The last moment to go back; from here on there is nothing slow.
      if (watch.signal.aborted) throw interrupted();
      const keys = key.place(mark);
      await settle(terminal, { config, roles: postgres, keys, keyLost: key.isLost, manifest, event: 'installation-restored' });
    } finally {
      await postgres.stop();
    }
  } catch (fault) {
    placed.undo();
    key.undo();
    throw fault;
  }
  forgetReturn(config.data);
  terminal.remark(returns.restored(config.data, manifest.holdsUntil)[terminal.language]);
  if (placed.aside) terminal.remark(returns.aside(placed.aside)[terminal.language]);
}

async function confirm(terminal: Terminal, { data }: Config, { holdsUntil }: Manifest, { yes }: RestoreCommand): Promise<void> {
  if (yes) return;
  const answer = await terminal.ask(returns.confirm(data, holdsUntil)[terminal.language]);
  if (!/^(s|sì|si|y|yes)$/i.test(answer?.trim() ?? '')) throw new CommandFault(returns.notConfirmed);
}

/** The files of an outside PostgreSQL, for whoever runs it. */
async function unpackInto(terminal: Terminal, file: FileSaid, folder: string, options: RestoreCommand, watch: Watch): Promise<void> {
  const { path, manifest } = file;
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new BackupFault('not-empty', returns.databaseThere(folder));
  const { proof } = await keyOfFile(terminal, readConfig(terminal.environment), file, options);
  await verifyArchive(path, proof, watch.telling(backups.verifying));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (fault) {
    throw writeFault(fault, folder);
  }
  await refuseWithoutRoom(folder, manifest.bytes);
  await unpackBackup(path, manifest, folder, watch.telling(backups.unpacking));
  terminal.remark(returns.unpacked(folder, manifest.postgres.major)[terminal.language]);
}
