import { LogFilters } from '@varco/shared/access-log/api';
import type { LogReason } from '@varco/shared/access-log/events';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { freshWorld } from '#testing/world';
import { record } from '../record.ts';
import { drawChart } from './draw-chart.ts';

const organizationId = '01890000-0000-7000-8000-000000000001' as OrganizationId;
const scope = { organizations: [organizationId] };
const person = (n: number) => ({
  userId: `01890000-0000-7000-8000-00000000000${n}` as UserId,
  organizationId,
  username: `u${n}`,
  name: `Nome ${n}`,
});

async function logOf(entries: readonly (readonly [at: string, who: number, refused?: LogReason])[]) {
  const world = await freshWorld({ empty: true, environment: { VARCO_TIME_ZONE: 'Europe/Rome' } });
  for (const [at, who, reason] of entries) {
    const event = reason === undefined ? 'signed-in' : 'sign-in-refused';
    await record(world.db, { at: new Date(at), event, reason, organizationId, subject: person(who), client: world.client() });
  }
  return (query: Record<string, unknown> = {}) => drawChart(world, scope, LogFilters.parse(query));
}

const shown = (bars: readonly { succeeded: number; refused: number }[]) =>
  bars.flatMap((bar, index) => (bar.succeeded + bar.refused > 0 ? [[index, bar.succeeded, bar.refused]] : []));

test('R2.20 sign-ins fall into the days and the hours of Rome, refusals into their reasons', async () => {
  const draw = await logOf([
    // 00:30 of the 1st in Rome.
    ['2026-10-31T23:30:00Z', 1],
    ['2026-11-01T07:14:59Z', 1],
    ['2026-11-01T07:59:59.999Z', 2, 'wrong-password'],
    ['2026-11-03T22:59:59.999Z', 2, 'wrong-password'],
    ['2026-11-03T23:00:00Z', 2, 'locked'],
  ]);

  const chart = await draw({ from: '2026-11-01', to: '2026-11-04' });

  expect(chart).toMatchObject({ unit: 'day', from: '2026-11-01', to: '2026-11-04', succeeded: 2, refused: 3 });
  expect(chart.periods.map(({ from, succeeded, refused }) => [from, succeeded, refused])).toEqual([
    ['2026-11-01', 2, 1],
    ['2026-11-02', 0, 0],
    ['2026-11-03', 0, 1],
    ['2026-11-04', 0, 1],
  ]);
  expect(shown(chart.hours)).toEqual([
    [0, 1, 1],
    [8, 1, 1],
    [23, 0, 1],
  ]);
  expect(chart.reasons).toEqual([
    { reason: 'wrong-password', refused: 2 },
    { reason: 'locked', refused: 1 },
  ]);
});

test('D9 the hour that comes twice is drawn twice over the period, and counted once among the hours of the day', async () => {
  const draw = await logOf([
    ['2026-10-25T00:30:00Z', 1],
    ['2026-10-25T01:30:00Z', 1],
  ]);

  const chart = await draw({ from: '2026-10-25', to: '2026-10-25' });

  expect([chart.unit, chart.periods.length]).toEqual(['hour', 25]);
  expect(shown(chart.periods)).toEqual([
    [2, 1, 0],
    [3, 1, 0],
  ]);
  expect(shown(chart.hours)).toEqual([[2, 2, 0]]);
});

test('R2.19 the search holds for the chart too, and an open period is that of the log', async () => {
  const draw = await logOf([
    ['2026-11-10T10:00:00Z', 1],
    ['2026-11-12T10:00:00Z', 2],
    ['2026-11-12T10:00:00Z', 2, 'wrong-password'],
    ['2026-11-12T10:00:00Z', 2, 'locked'],
  ]);

  expect(await draw()).toMatchObject({ from: '2026-11-10', to: '2026-11-21', succeeded: 2, refused: 2 });
  expect(await draw({ from: '0001-01-01' })).toMatchObject({ from: '2026-11-10', to: '2026-11-21', succeeded: 2 });
  expect(await draw({ to: '9999-12-31' })).toMatchObject({ from: '2026-11-10', to: '2199-12-31', unit: 'year', succeeded: 2 });
  expect(await draw({ user: person(2).userId })).toMatchObject({ from: '2026-11-12', succeeded: 1, refused: 2 });
  expect(await draw({ outcome: 'refused', reason: 'locked' })).toMatchObject({ succeeded: 0, refused: 1, reasons: [{ reason: 'locked' }] });
  expect(await draw({ outcome: 'changes' })).toMatchObject({ succeeded: 0, refused: 0, reasons: [] });
  expect(await draw({ from: '2026-01-01', to: '2026-02-01' })).toMatchObject({ from: '2026-02-01', to: '2026-02-01', succeeded: 0 });
});

test('R2.18 a period that ends before it begins is refused', async () => {
  const draw = await logOf([]);

  await expect(draw({ from: '2026-11-22', to: '2026-11-21' })).rejects.toMatchObject({ code: 'access-log.period-invalid' });
  expect(await draw()).toMatchObject({ from: '2026-11-21', to: '2026-11-21', unit: 'hour', succeeded: 0 });
});
