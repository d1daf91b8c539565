import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stopAll } from './child.ts';
import { Ground } from './ground.ts';
import { argon2 } from './measurements/argon2.ts';
import { backups } from './measurements/backups.ts';
import { decisions } from './measurements/decisions.ts';
import { flood } from './measurements/flood.ts';
import { logFiles } from './measurements/log-files.ts';
import { logPages } from './measurements/log-pages.ts';
import { logArriving, logRowsTaken, logSealing } from './measurements/log-rows.ts';
import { logVerifying } from './measurements/log-verifying.ts';
import type { Measurement } from './measurements/measurement.ts';
import { memory } from './measurements/memory.ts';
import { nodeHttp } from './measurements/node-http.ts';
import { revocation } from './measurements/revocation.ts';
import { sessionChecks } from './measurements/session-checks.ts';
import { signIns, signInsWithoutHash } from './measurements/sign-ins.ts';
import { staffImport } from './measurements/staff-import.ts';
import { start } from './measurements/start.ts';
import { timing, timingSmallHash } from './measurements/timing.ts';
import { userPages } from './measurements/user-pages.ts';
import { isReached, type Row, tableOf } from './table.ts';

// Measurements that share a server stand together; to see where the time goes: NODE_OPTIONS='--cpu-prof --cpu-prof-dir=...'.
const measurements: readonly Measurement[] = [
  argon2,
  nodeHttp,
  start,
  memory,
  signIns,
  flood,
  revocation,
  sessionChecks,
  decisions,
  signInsWithoutHash,
  timing,
  timingSmallHash,
  logRowsTaken,
  logSealing,
  logArriving,
  logPages,
  logVerifying,
  logFiles,
  backups,
  staffImport,
  userPages,
];

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    // Where the long log stays, for a later run with as many rows.
    keep: { type: 'string' },
    only: { type: 'string', multiple: true },
    rows: { type: 'string', default: '300000' },
  },
});
const logRows = /^[1-9]\d{4,8}$/.test(values.rows) ? Number(values.rows) : undefined;
const names = measurements.map(({ name }) => name);
const chosen = measurements.filter(({ name, onRequest }) => values.only?.includes(name) ?? onRequest !== true);
const unknown = values.only?.find((name) => !names.includes(name));
const fault =
  process.platform !== 'linux'
    ? 'The measurements read /proc, which only Linux has.'
    : unknown !== undefined
      ? `There is no measurement "${unknown}": choose among ${names.join(', ')}.`
      : logRows === undefined
        ? '--rows is how long the log is that is measured: from 10000 rows to 999999999.'
        : existsSync(join(import.meta.dirname, '../../../web/dist/index.html'))
          ? undefined
          : 'The pages are not built yet: run npm start once.';
if (fault !== undefined) {
  console.error(fault);
  process.exit(2);
}

const ground = new Ground(logRows ?? 0, values.keep);
const leave = async () => {
  await ground.close();
  process.exit(130);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.once(signal, () => void leave());

const rows: (Row & { measurement: string; reached: boolean | undefined })[] = [];
const since = performance.now();
const load = loadavg()[0] ?? 0;
try {
  let standing: Measurement['on'] = 'nothing';
  for (const measurement of chosen) {
    if (measurement.on !== standing) await ground.clear();
    standing = measurement.on;
    console.error(`${((performance.now() - since) / 1_000).toFixed(0).padStart(4)} s  ${measurement.name}`);
    for (const row of await measurement.run(ground)) rows.push({ measurement: measurement.name, ...row, reached: isReached(row) });
  }
} finally {
  await stopAll();
  await ground.close();
}

const seconds = Math.round((performance.now() - since) / 1_000);
const machine = { cores: availableParallelism(), processor: cpus()[0]?.model ?? '', node: process.version, loadBefore: load };
const crowded =
  load > machine.cores / 2 ? '; others were using the machine: trust CPU and ratios more than times and rates, and neither much' : '';
console.log(`\n${machine.cores} × ${machine.processor}, Node ${machine.node}, ${seconds} s, load ${load.toFixed(1)} before${crowded}\n`);
console.log(tableOf(rows));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, seconds, rows }, null, 2)}\n`);
process.exit();
