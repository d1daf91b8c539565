import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { get } from 'node:http';
import { createGzip } from 'node:zlib';
import { command, type Held, heldBy, heldInTime, inTenths } from '../command.ts';
import type { Filled } from '../fill-log.ts';
import type { Gate } from '../ground.ts';
import { digits } from '../table.ts';
import { many, microseconds } from './log-rows.ts';
import type { Measurement } from './measurement.ts';

const MIB = 1024 ** 2;
const SAMPLE_MS = 200;
/** By so much a file may weigh more in its second half than in its first: what waits to be cleared away. */
const MOST_GROWTH_MIB = 64;

/** As long as the goal says; of a longer log the newest days. */
const MOST_ROWS = 5_000_000;

/** The day from which on a log that grew evenly has no more rows than a file of this measurement; none when it has no more at all. */
function firstDayOf({ from, to, rows }: Filled): string | undefined {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  return rows <= MOST_ROWS ? undefined : new Date(end - (end - begin) * (MOST_ROWS / rows)).toISOString().slice(0, 10);
}

/** The log as CSV through the page, and as an archive through the command: both streamed. */
export const logFiles: Measurement = {
  name: 'log-files',
  on: 'house',
  async run(ground) {
    const gate = await ground.reader();
    const { filled, data } = gate;
    const day = firstDayOf(filled);
    const period = day === undefined ? {} : { from: day };
    const asked = JSON.parse((await gate.administrator.expect(201, 'POST', '/api/access-log/exports', period)).body) as { id: string };
    const before = gate.spent();
    const csv = await fetched(gate, `/api/access-log/exports/${asked.id}/file`);
    const after = gate.spent();
    const spent = { server: after.server - before.server, postgres: after.postgres - before.postgres };
    await ground.clear();
    const folder = ground.freshFolder();
    const days = day === undefined ? [] : ['--from', day];
    const archive = await command(['log', 'export', '--to', `${folder}.gz`, ...days], ground.settings(data));
    const packed = statSync(`${folder}.gz`).size;
    const gzip = await gzipSpeed();
    return [
      {
        what: `the log as CSV, ${many(csv.rows)}`,
        figure: csv.rows / csv.seconds,
        unit: 'rows/s',
        note: `${digits(csv.bytes / MIB / csv.seconds)} MiB/s to one reader; ${microseconds({ rows: csv.rows, spent }).text}`,
      },
      {
        what: 'memory while the CSV is written: growth in its second half (RSS)',
        figure: csv.grown,
        unit: 'MiB',
        goal: { atMost: MOST_GROWTH_MIB },
        note: `of the server, ${inTenths(csv)}`,
      },
      {
        what: `the log as an archive, ${many(csv.rows)}`,
        figure: csv.rows / archive.seconds,
        unit: 'rows/s',
        limit: `${digits(gzip)} MiB/s: gzip of text by itself`,
        note: `${digits(packed / csv.rows)} bytes a row, packed; ${microseconds({ rows: csv.rows, spent: archive.spent }).text}; start of the command included`,
      },
      {
        what: 'memory while the archive is written: growth in its second half (RSS)',
        figure: archive.memory.grown,
        unit: 'MiB',
        goal: { atMost: MOST_GROWTH_MIB },
        note: `of the command, ${inTenths(archive.memory)}`,
      },
    ];
  },
};

interface Fetched extends Held {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** Reads a file to its end without keeping it. */
async function fetched({ port, administrator, pid }: Gate, path: string): Promise<Fetched> {
  const since = performance.now();
  const held: number[] = [];
  const sample = setInterval(() => held.push(heldBy(pid)), SAMPLE_MS);
  const cookie = [...administrator.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  let [lines, bytes] = [0, 0];
  try {
    await new Promise<void>((done, failed) => {
      get({ host: '127.0.0.1', port, path, headers: { cookie, host: `localhost:${port}` } }, (answer) => {
        if (answer.statusCode !== 200) return failed(new Error(`${path} answered ${answer.statusCode}`));
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
        });
        answer.on('end', done);
        answer.on('aborted', () => failed(new Error('The file was broken off.')));
      }).on('error', failed);
    });
  } finally {
    clearInterval(sample);
  }
  held.push(heldBy(pid));
  return { rows: lines - 1, bytes, seconds: (performance.now() - since) / 1_000, ...heldInTime(held) };
}

/** What gzip makes of lines like those of an archive, one core. */
async function gzipSpeed(): Promise<number> {
  const line = (number: number): string => `{"row":[${number},"${createHash('sha256').update(String(number)).digest('hex')}",null,1,1]}\n`;
  const text = Buffer.from(Array.from({ length: 100_000 }, (_, number) => line(number)).join(''));
  const since = performance.now();
  const gzip = createGzip();
  gzip.resume();
  await new Promise<void>((done, failed) => {
    gzip.on('end', done).on('error', failed);
    gzip.end(text);
  });
  return text.length / MIB / ((performance.now() - since) / 1_000);
}
