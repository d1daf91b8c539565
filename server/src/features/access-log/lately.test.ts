import type { LogPage } from '@varco/shared/access-log/api';
import { LogFilters } from '@varco/shared/access-log/api';
import { expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld } from '#testing/world';
import { withDays } from './lately.ts';

const at = new Date('2026-11-21T23:30:00Z');
const days = (asked: object) => {
  const { from, to, lately } = withDays(LogFilters.parse(asked), 'Europe/Rome', at);
  return { from, to, lately };
};

test.for([
  { lately: 'today', from: '2026-11-22', to: '2026-11-22' },
  { lately: 'last-7-days', from: '2026-11-16', to: '2026-11-22' },
  { lately: 'last-30-days', from: '2026-10-24', to: '2026-11-22' },
  { lately: 'this-month', from: '2026-11-01', to: '2026-11-22' },
])('R2.18 D9 $lately is told from the day it is in the time zone', ({ lately, from, to }) => {
  expect(days({ lately })).toEqual({ from, to, lately: undefined });
});

test('R2.18 days that are named narrow a period told from today', () => {
  expect(days({ lately: 'last-7-days', from: '2026-11-20', to: '2026-11-21' })).toMatchObject({ from: '2026-11-20', to: '2026-11-21' });
  expect(days({ lately: 'last-7-days', from: '2020-01-01' })).toMatchObject({ from: '2026-11-16', to: '2026-11-22' });
  expect(days({ from: '2020-01-01' })).toMatchObject({ from: '2020-01-01', to: undefined });
});

test('R3.57 a search of the last days is kept as such: it finds other lines a week later, and can be replaced in place', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  const view = { lately: 'last-7-days', outcome: 'succeeded' };
  const saved = await browser.post('/api/log-searches', { name: 'Settimana', view });
  const found = async (by = browser) =>
    ((await by.get('/api/access-log?lately=last-7-days&outcome=succeeded')).body as unknown as LogPage).items.length;
  const now = await found();
  world.clock.advance({ days: 8 });
  const later = await world.browser();
  await later.signIn(ADMINISTRATOR);

  expect(saved).toMatchObject({ status: 201, body: { view } });
  expect([now, await found(later)]).toEqual([1, 1]);
  expect(((await later.get('/api/access-log?outcome=succeeded')).body as unknown as LogPage).items).toHaveLength(2);
  expect((await later.get('/api/access-log/count?lately=last-7-days&outcome=succeeded')).body).toEqual({ count: 1 });
  expect((await later.get('/api/access-log/chart?lately=last-7-days')).body).toMatchObject({ from: '2026-11-23', succeeded: 1 });
  expect(await later.get('/api/access-log?lately=last-week')).toMatchObject({ status: 400 });
  const replaced = await later.send('PATCH', `/api/log-searches/${saved.body.id}`, { view: { lately: 'today' } });
  expect(replaced.body).toMatchObject({ name: 'Settimana', view: { lately: 'today' } });
});
