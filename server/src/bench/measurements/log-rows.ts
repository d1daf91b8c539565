import { finish } from '../child.ts';
import type { Worked } from '../ledger.ts';
import { digits } from '../table.ts';
import type { Measurement } from './measurement.ts';

const PER_SECOND = 2_000;
const SECONDS = 10;

/** Processor time of each row, in microseconds. */
export const microseconds = ({ rows, spent }: Pick<Worked, 'rows' | 'spent'>) => {
  const [server, postgres] = [(spent.server / rows) * 1_000, (spent.postgres / rows) * 1_000];
  return { all: server + postgres, text: `CPU a row: ours ${digits(server)} + PostgreSQL ${digits(postgres)} µs` };
};

/** How many rows there are, as a word of a line. */
export const many = (rows: number): string => `${rows.toLocaleString('en')} rows`;

/** Whether a log is long enough for its goals: in a short one, what each month or thread costs by itself weighs more than its rows. */
export const isLong = (rows: number): boolean => rows >= 1_000_000;

/** The room of a row of the log, with its share of every index. */
export const logRowsTaken: Measurement = {
  name: 'log-rows',
  on: 'nothing',
  async run(ground) {
    const { bytes, filled } = await ground.ledger();
    const parts = Object.entries(bytes.indexes).filter(([, size]) => size >= 0.05);
    return [
      {
        what: `room of a row of the log, ${many(filled.rows)} in 24 months`,
        figure: bytes.all,
        unit: 'bytes',
        limit: `${bytes.heap.toFixed(0)} bytes: the row without any index`,
        ...(isLong(filled.rows) ? { goal: { atMost: 230 } } : {}),
        note: `indexes: ${parts.map(([columns, size]) => `${columns} ${size.toFixed(1)}`).join('; ')}`,
      },
    ];
  },
};

/** How fast what waits is sealed, when much waits. */
export const logSealing: Measurement = {
  name: 'log-sealing',
  on: 'nothing',
  async run(ground) {
    const { data, sealed } = await ground.ledger();
    const copied = (await finish('ledger', ['copy-out'], ground.settings(data))) as Worked;
    return [
      {
        what: `sealing a log that nobody has sealed, ${many(sealed.rows)}`,
        figure: sealed.rows / sealed.seconds,
        unit: 'rows/s',
        limit: `${(copied.rows / copied.seconds).toFixed(0)} rows/s: PostgreSQL reading them in order, for nobody`,
        note: microseconds(sealed).text,
      },
    ];
  },
};

/** Whether the sealer keeps up with a morning such as no town has. */
export const logArriving: Measurement = {
  name: 'log-arriving',
  on: 'nothing',
  async run(ground) {
    const { data } = await ground.install();
    const worked = (await finish('ledger', ['arrive', String(PER_SECOND), String(SECONDS)], ground.settings(data))) as Worked;
    const rate = worked.rows / worked.seconds;
    return [
      {
        what: `longest wait for a seal, ${PER_SECOND.toLocaleString('en')} rows a second arriving`,
        figure: worked.worstWaitSeconds ?? Number.NaN,
        unit: 's',
        goal: { atMost: 1 },
        note: `${rate.toFixed(0)} rows/s were written, each in its transaction, for ${worked.seconds.toFixed(0)} s; writing and sealing together: ${microseconds(worked).text}`,
      },
    ];
  },
};
