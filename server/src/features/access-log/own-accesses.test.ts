import type { SessionId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { freshWorld, signedIn } from '#testing/world';
import { ownAccesses } from './own-accesses.ts';
import { record } from './record.ts';

test('R5.13 a person sees what the log says of him, and nobody else by id or name', async () => {
  const world = await freshWorld();
  const one = await world.user({ username: 'e.desantis' });
  const other = await world.user({ username: 'g.ferri' });
  const person = (who: { id: typeof one.id; username: string }) => ({
    userId: who.id,
    organizationId: world.organizationId,
    username: who.username,
    name: `Nome di ${who.username}`,
  });
  const happened = async (fact: Omit<Parameters<typeof record>[1], 'at' | 'organizationId' | 'client'>) => {
    world.clock.advance({ seconds: 1 });
    await record(world.db, { at: world.clock.now(), organizationId: world.organizationId, client: world.client(), ...fact });
  };
  await happened({ event: 'signed-in', subject: person(one), sessionNumber: '501' });
  await happened({ event: 'signed-in', subject: person(other), sessionNumber: '502' });
  await happened({ event: 'user-changed', subject: person(one), actor: person(other) });
  await happened({ event: 'user-changed', subject: person(other), actor: person(one) });
  await happened({ event: 'signed-in', subject: person(one), sessionNumber: '503' });
  await happened({ event: 'signed-out', reason: 'voluntary', subject: person(one), sessionNumber: '501' });
  const actor = signedIn(world, one, { id: '01890000-0000-7000-8000-000000000503' as SessionId, number: '503' });

  const first = await ownAccesses(world, actor, { limit: 3 });
  const rest = await ownAccesses(world, actor, { limit: 3, after: first.next ?? undefined });

  expect(first.items.map(({ event, session, current, byAnother }) => [event, session, current, byAnother])).toEqual([
    ['signed-out', '501', false, false],
    ['signed-in', '503', true, false],
    ['user-changed', null, false, true],
  ]);
  expect(first.items[1]).toEqual({
    id: expect.any(String),
    at: expect.any(String),
    event: 'signed-in',
    lockedUntil: null,
    count: 1,
    reason: null,
    session: '503',
    address: '192.0.2.10',
    browser: 'Firefox 140 Linux',
    channel: 'web',
    signedOut: null,
    current: true,
    byAnother: false,
  });
  expect(rest.items.map(({ event, session, signedOut }) => [event, session, signedOut?.reason])).toEqual([
    ['signed-in', '501', 'voluntary'],
    ['user-created', null, undefined],
  ]);
  expect(rest.next).toBeNull();
  expect(JSON.stringify([first, rest])).not.toMatch(/g\.ferri|Nome di/);
  expect(JSON.stringify([first, rest])).not.toContain(other.id);
});
