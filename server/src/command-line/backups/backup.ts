import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { INSTALLATION } from '@varco/shared/ids';
import { readManifest, verifyArchive } from '#backup/archive/read';
import { type BackupSource, backUp } from '#backup/back-up';
import { BackupFault, inMegabytes } from '#backup/fault';
import { listBackups } from '#backup/folder';
import { type SealedKeys, sealKeys } from '#backup/key-envelope';
import { backupFolderOf, type Config, readConfig } from '#core/config';
import { secretKeyFileOf } from '#core/keys';
import { systemRandom } from '#core/random';
import { detailOf, record } from '#features/access-log';
import { listed } from '../as-table.ts';
import { atInstallation, type Opened } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { newestCheckpoint } from './checkpoint.ts';
import { keyOfFile, keysAt } from './key-of-file.ts';
import { backupColumns, backups, backupWords } from './messages.ts';
import { readPassphrase } from './passphrase.ts';
import { watchWork } from './watch.ts';
import { wholeNumber } from './whole-number.ts';

/** What `backup` is told. */
export interface BackupCommand {
  readonly to?: string;
  readonly keep?: string;
  readonly maxRate?: string;
  readonly withKeys?: true;
  readonly passphraseFile?: string;
}

const FASTEST_KIB = 1_048_576;
const SLOWEST_KIB = 32;

/** Makes a backup with the server running or stopped; the answer is the name of the file, alone on its line. */
export async function backup(terminal: Terminal, { to, keep, maxRate, withKeys, passphraseFile }: BackupCommand): Promise<void> {
  const config = readConfig(terminal.environment);
  const kept = keep === undefined ? config.backups.keep : wholeNumber('--keep', keep, 1, 9_999);
  const rate = maxRate === undefined ? undefined : wholeNumber('--max-rate', maxRate, SLOWEST_KIB, FASTEST_KIB);
  const sealed = withKeys ? await sealedKeys(terminal, config, passphraseFile) : undefined;
  await atInstallation(terminal, async (opened) => {
    const { core, actor, scope } = opened;
    const watch = watchWork(terminal);
    try {
      const made = await backUp(sourceOf(opened), {
        folder: to === undefined ? backupFolderOf(config) : resolve(to),
        keep: kept,
        version,
        clock: core.clock,
        keys: core.keys,
        sealed,
        checkpoint: await newestCheckpoint(opened),
        rate,
        ...watch.telling(backups.progress),
      });
      await core.db.as(scope, async (tx) =>
        record(tx, {
          at: core.clock.now(),
          event: 'backup-made',
          organizationId: INSTALLATION,
          ...(actor.kind === 'operator' ? { actor: { operator: actor.account } } : {}),
          client: actor.client,
          detail: await detailOf(core, tx, INSTALLATION, 'backup-made', [
            { field: 'file', before: null, after: made.file },
            { field: 'keysInside', before: null, after: sealed !== undefined },
            { field: 'holdsUntil', before: null, after: made.manifest.holdsUntil },
          ]),
        }),
      );
      const bytes = made.manifest.parts.reduce((sum, { size }) => sum + size, 0);
      terminal.remark(backups.made(made.manifest.holdsUntil, bytes)[terminal.language]);
      terminal.remark((sealed ? backups.withKey : backups.withoutKey(secretKeyFileOf(config)))[terminal.language]);
      if (made.removed.length > 0) terminal.remark(backups.removed(made.removed.length)[terminal.language]);
      await terminal.answer(`${made.file}\n`);
    } finally {
      watch.done();
    }
  });
}

/** The secret key as a backup or an export may hold it. */
export async function sealedKeys(terminal: Terminal, config: Config, passphraseFile: string | undefined): Promise<SealedKeys> {
  const passphrase = await readPassphrase(terminal, passphraseFile, 'new');
  return sealKeys(systemRandom, readFileSync(secretKeyFileOf(config), 'utf8'), passphrase);
}

function sourceOf({ core: { config }, roles }: Opened): BackupSource {
  if (roles.root) return { origin: 'built-in', replication: roles.root, owner: roles.owner };
  if (config.backups.replication === null) throw new CommandFault(backups.outsideWithoutRole);
  return { origin: 'outside', replication: { connectionString: config.backups.replication }, owner: roles.owner };
}

/** What `backup verify` is told. */
export interface VerifyCommand {
  readonly unproven?: true;
  readonly passphraseFile?: string;
}

/** Proves who made a file, reads it again from its first byte to its last and compares everything with what was written. */
export async function backupVerify(terminal: Terminal, file: string, options: VerifyCommand = {}): Promise<void> {
  const path = resolve(file);
  const watch = watchWork(terminal);
  try {
    const { proof } = options.unproven
      ? {}
      : await keyOfFile(terminal, readConfig(terminal.environment), { path, ...(await readManifest(path)) }, options).catch(
          (fault: unknown) => {
            const isWithoutKey = fault instanceof BackupFault && (fault.code === 'key-missing' || fault.code === 'key-other');
            throw isWithoutKey ? new BackupFault('origin-unproven', backups.verifyNeedsKey(path)) : fault;
          },
        );
    const { holdsUntil } = await verifyArchive(path, proof, watch.telling(backups.verifying));
    await terminal.answer(`${(proof ? backups.whole : backups.wholeUnproven)(file, holdsUntil)[terminal.language]}\n`);
  } finally {
    watch.done();
  }
}

/** Lists the files of the folder of backups, the newest first. */
export async function backupList(terminal: Terminal, { to, json }: { readonly to?: string; readonly json?: true }): Promise<void> {
  const config = readConfig(terminal.environment);
  const folder = to === undefined ? backupFolderOf(config) : resolve(to);
  const files = await listBackups(folder, keysAt(config));
  if (json) {
    const lines = files.map(({ path, size, manifest, isOurs }) => ({
      file: path,
      bytes: size,
      whole: manifest !== undefined,
      ours: isOurs,
      kind: manifest?.kind ?? null,
      holdsUntil: manifest?.holdsUntil ?? null,
      version: manifest?.version ?? null,
      keysInside: manifest?.key.inside ?? null,
    }));
    await terminal.answer(`${JSON.stringify(lines, undefined, 2)}\n`);
    return;
  }
  if (files.length === 0) {
    terminal.remark(backups.none(folder)[terminal.language]);
    return;
  }
  const { language } = terminal;
  await terminal.answer(
    listed([
      Object.values(backupColumns).map((column) => column[language]),
      ...files.map(({ path, size, manifest, isOurs }) => [
        path,
        manifest?.holdsUntil ?? '',
        inMegabytes(size),
        (manifest ? backupWords[manifest.kind] : backupWords.unfinished)[language],
        manifest ? (manifest.key.inside ? backupWords.inside : backupWords.apart)[language] : '',
        manifest ? (isOurs ? backupWords.ours : backupWords.unproven)[language] : '',
      ]),
    ]),
  );
}
