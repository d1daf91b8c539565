import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Day, endOfDay, startOfDay } from '@varco/shared/days';
import { exportLog } from '#features/access-log';
import { atInstallation } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { logWords } from './messages.ts';

/** Lines are made while those before them are packed, and packed in larger pieces than usual: each costs a way to another thread. */
const PACKING = { writableHighWaterMark: 1024 ** 2, chunkSize: 128 * 1024 };

/** What `log export` is told. */
export interface ExportOptions {
  readonly to: string;
  readonly from?: string;
  readonly toDay?: string;
}

/** Writes the log, or some days of it, to a new file that proves itself; the file appears only when it is whole. */
export async function logExport(terminal: Terminal, options: ExportOptions): Promise<void> {
  const file = resolve(options.to);
  const [from, to] = [dayOf(options.from), dayOf(options.toDay)];
  if (from !== undefined && to !== undefined && from > to) throw new CommandFault(logWords.daysReversed(from, to));
  if (existsSync(file)) throw new CommandFault(logWords.fileExists(file));
  await atInstallation(terminal, async ({ core, roles, actor }) => {
    const { timeZone } = core.config;
    const period = {
      from: from === undefined ? undefined : startOfDay(timeZone, from),
      to: to === undefined ? undefined : endOfDay(timeZone, to),
    };
    const part = `${file}.part`;
    const withdraw = terminal.beforeLeaving(async () => rmSync(part, { force: true }));
    try {
      const target = await openTarget(part);
      const exported = await exportLog(core, roles.owner, actor, period, target.write);
      if (exported === 'nothing-sealed') throw new CommandFault(logWords.nothingSigned);
      const digest = await target.close();
      renameSync(part, file);
      terminal.remark(logWords.exported(file, exported.rows, exported.shown, exported.seals)[terminal.language]);
      if (exported.purged > 0) terminal.remark(logWords.exportedPurged(exported.purged)[terminal.language]);
      await terminal.answer(`${digest}\n`);
    } finally {
      rmSync(part, { force: true });
      withdraw();
    }
  });
}

function dayOf(text: string | undefined): Day | undefined {
  if (text === undefined) return undefined;
  const day = Day.safeParse(text);
  if (!day.success) throw new CommandFault(logWords.notADay(text));
  return day.data;
}

/** A compressed file that is written at the pace of the disk; closing answers its SHA-256. It holds names: nobody else may read it. */
async function openTarget(path: string): Promise<{ write(text: string): Promise<void>; close(): Promise<string> }> {
  const file = createWriteStream(path, { flags: 'w', mode: 0o600, flush: true });
  try {
    await once(file, 'open');
  } catch {
    throw new CommandFault(logWords.cannotWrite(path));
  }
  const hash = createHash('sha256');
  const gzip = createGzip(PACKING);
  gzip.on('data', (chunk: Buffer) => hash.update(chunk));
  gzip.pipe(file);
  const failed = new Promise<never>((_, fail) => {
    for (const stream of [gzip, file]) stream.on('error', () => fail(new CommandFault(logWords.cannotWrite(path))));
  });
  failed.catch(() => undefined);
  return {
    write: async (text) => {
      if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), failed]);
    },
    close: async () => {
      gzip.end();
      await Promise.race([finished(file), failed]);
      return hash.digest('hex');
    },
  };
}
