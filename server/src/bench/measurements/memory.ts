import { setTimeout as pause } from 'node:timers/promises';
import type { Gate } from '../ground.ts';
import type { Row } from '../table.ts';
import type { Measurement } from './measurement.ts';

const SETTLE_MS = 5_000;

/** What a server and its PostgreSQL weigh once nobody asks any more. */
export async function memoryRow(gate: Gate, what: string, goal?: Row['goal']): Promise<Row> {
  await pause(SETTLE_MS);
  const { server, postgres } = gate.memory();
  return {
    what: `memory ${what} (PSS)`,
    figure: server + postgres,
    unit: 'MiB',
    ...(goal === undefined ? {} : { goal }),
    note: `server ${server.toFixed(0)} + PostgreSQL ${postgres.toFixed(0)}; the server runs on a Node of its own, whose pages it shares with nobody`,
  };
}

/** The product after a later start and one sign-in, left alone. */
export const memory: Measurement = {
  name: 'memory',
  on: 'product',
  run: async (ground) => [await memoryRow(await ground.product(), 'idle', { atMost: 170 })],
};
