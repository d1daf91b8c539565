import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '#core/clock';
import { digest } from '#core/digest';
import { startEmbedded } from '#db/embedded';
import { readManifest } from '../../backup/archive/read.ts';
import { command } from '../command.ts';
import { allOf, type Browser, inTurns } from '../load.ts';
import { digits } from '../table.ts';
import { many } from './log-rows.ts';
import type { Measurement } from './measurement.ts';
import { peopleInBrowsers } from './sign-ins.ts';

const MIB = 1024 ** 2;
const PEOPLE = 64;
const AT_ONCE = 16;
const QUIET_SECONDS = 4;
const MOST_GROWTH_MIB = 64;

/** A backup of a filled database while sign-ins go on, and the way back. */
export const backups: Measurement = {
  name: 'backups',
  on: 'house',
  async run(ground) {
    const gate = await ground.reader();
    const { data, filled } = gate;
    const settings = ground.settings(data);
    const { browsers, enter } = await peopleInBrowsers(gate, 'mattina', 14, PEOPLE);
    const quiet = allOf(await inTurns(browsers, AT_ONCE, { seconds: QUIET_SECONDS }, enter), 200);
    const folder = ground.freshFolder();
    mkdirSync(folder);
    const stopping = new AbortController();
    const acknowledged: Acknowledged[] = [];
    const enterAndNote = async (browser: Browser, index: number) => {
      const answer = await enter(browser, index);
      acknowledged.push({ token: browser.cookies.get('varco') ?? '', at: systemClock.now().toISOString() });
      return answer;
    };
    const during = inTurns(browsers, AT_ONCE, { seconds: Number.POSITIVE_INFINITY, signal: stopping.signal }, enterAndNote);
    const busy = await command(['backup', '--to', folder], settings).finally(() => stopping.abort());
    const meanwhile = allOf(await during, 200);
    for (const browser of browsers) browser.close();
    await ground.clear();
    const file = readdirSync(folder).map((name) => join(folder, name))[0] ?? '';
    const still = await command(['backup', '--to', folder], settings);
    const size = sizeOf(join(data, 'pg'));
    const back = ground.freshFolder();
    mkdirSync(back, { mode: 0o711 });
    cpSync(join(data, 'keys'), join(back, 'keys'), { recursive: true });
    const restored = await command(['restore', file, '--data', back], ground.settings(back));
    const verified = await command(['log', 'verify'], ground.settings(back));
    const { manifest } = await readManifest(file);
    const held = acknowledged.filter(({ at }) => at < manifest.holdsUntil);
    const missing = held.length - (await foundIn(back, held));
    const disk = diskSpeed(ground.freshFolder());
    const limit = `${disk.toFixed(0)} MiB/s: this disk writing, one file`;
    const per = (seconds: number): number => size / MIB / seconds;
    return [
      {
        what: `backup of ${(size / MIB).toFixed(0)} MiB (${many(filled.rows)} of log), nobody there`,
        figure: per(still.seconds),
        unit: 'MiB/s',
        limit,
        note: `${digits(still.seconds)} s with the start of the command; the file has ${(statSync(file).size / MIB).toFixed(0)} MiB; CPU ours ${digits(still.spent.server / 1_000)} + PostgreSQL ${digits(still.spent.postgres / 1_000)} s`,
      },
      {
        what: 'the same while people sign in',
        figure: per(busy.seconds),
        unit: 'MiB/s',
        limit,
        note: `${(meanwhile.answers / meanwhile.seconds).toFixed(0)} sign-ins/s meanwhile, ${(quiet.answers / quiet.seconds).toFixed(0)}/s before; hash that costs nothing, ${AT_ONCE} at once; none was refused`,
      },
      {
        what: 'restore of that backup',
        figure: per(restored.seconds),
        unit: 'MiB/s',
        limit,
        note: `${digits(restored.seconds)} s, with the checks before and after; CPU ours ${digits(restored.spent.server / 1_000)} + PostgreSQL ${digits(restored.spent.postgres / 1_000)} s`,
      },
      {
        what: 'acknowledged before the end of the backup and missing after the restore',
        figure: missing,
        unit: 'sign-ins',
        goal: { atMost: 0 },
        note: `of ${many(held.length)}, ${many(held.filter(({ at }) => at > manifest.begunAt).length)} of them while it was made; the restored log verifies, ${digits(verified.seconds)} s`,
      },
      {
        what: 'memory of backup and restore: growth in the second half (RSS)',
        figure: Math.max(...[still, busy, restored].map(({ memory }) => memory.grown)),
        unit: 'MiB',
        goal: { atMost: MOST_GROWTH_MIB },
        note: `backup at most ${Math.max(still.memory.most, busy.memory.most).toFixed(0)}, restore ${restored.memory.most.toFixed(0)} MiB`,
      },
    ];
  },
};

/** A sign-in whose answer has come: the token that it gave, and when. */
interface Acknowledged {
  readonly token: string;
  readonly at: string;
}

/** How many of these sign-ins a restored folder knows. */
async function foundIn(data: string, held: readonly Acknowledged[]): Promise<number> {
  const server = await startEmbedded({ data, log: () => undefined });
  const client = new pg.Client(server.connection('owner'));
  try {
    await client.connect();
    const { rows } = await client.query<{ found: number }>(
      'select count(*)::int as found from sessions.sessions where token_hash = any ($1::bytea[])',
      [held.map(({ token }) => digest(token))],
    );
    return rows[0]?.found ?? 0;
  } finally {
    await client.end();
    await server.stop();
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** MiB a second that reach the disk, one file after the other. */
function diskSpeed(file: string): number {
  const bytes = Buffer.alloc(64 * MIB, 5);
  const since = performance.now();
  for (let time = 0; time < 4; time += 1) writeFileSync(`${file}-${time}`, bytes, { flush: true });
  return (4 * 64) / ((performance.now() - since) / 1_000);
}
