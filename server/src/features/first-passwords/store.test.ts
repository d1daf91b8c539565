import type { UserId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { insertPeople } from '#testing/people';
import { pagesReadBy } from '#testing/plans';
import { freshWorld } from '#testing/world';
import * as store from './store.ts';

const HANDOUTS = 2_000;
const PEOPLE = 10_000;

test('D8 each question reads what it answers, however many acts and people there are, under row security', async () => {
  const world = await freshWorld();
  const { organizationId, scope } = world;
  const at = world.clock.now();
  const people = await insertPeople(world.db, world.keys, { organizationId, at, count: PEOPLE, shares: { neverSignedIn: 1 } });
  await world.owner(
    `insert into first_passwords.handouts (organization_id, id, asked_at, audience, language, people, run_id)
     select $1, gen_random_uuid(), $2::timestamptz - n * interval '1 minute', 'chosen', 'it', 1, gen_random_uuid() from generate_series(1, $3::int) n`,
    [organizationId, at, HANDOUTS],
  );
  await world.owner(
    `insert into first_passwords.parts (organization_id, handout_id, number, size, made, state)
     select organization_id, id, 1, 1, 1, 'handed-out' from first_passwords.handouts`,
  );
  await world.owner(
    `insert into first_passwords.items (organization_id, handout_id, position, part, user_id, state)
     select organization_id, id, 1, 1, $1, 'made' from first_passwords.handouts`,
    [people[0]?.id],
  );
  const key = { organizationId, id: world.random.id<string>() };
  await world.db.as(scope, (tx) =>
    store.insertHandout(tx, {
      ...key,
      askedAt: at,
      askedBy: null,
      audience: 'matching',
      language: 'it',
      runId: world.random.id(),
      eligible: people.slice(0, PEOPLE / 2).map(({ id }) => id),
      skipped: people.slice(PEOPLE / 2).map(({ id }) => ({ userId: id, reason: 'entered' as const })),
    }),
  );
  const somebody = people[4_000]?.id as UserId;
  await world.owner(`update first_passwords.items set state = 'made', secret = '\\x01' where user_id = $1 and state = 'waiting'`, [
    somebody,
  ]);
  await world.owner(`update first_passwords.parts set made = 1 where size = 200`);
  await world.owner('vacuum analyze');
  const middle = { askedAt: new Date(at.getTime() - (HANDOUTS / 2) * 60_000), id: key.id };
  const part = { ...key, number: 20 };
  const item = { ...part, position: 3_900, userId: people[3_899]?.id as UserId };

  const pages = await pagesReadBy(world, async (tx) => {
    await store.openHandout(tx, organizationId);
    await store.findHandouts(tx, organizationId, { limit: 26 });
    await store.findHandouts(tx, organizationId, { limit: 26, after: middle });
    await store.findParts(tx, key);
    await store.waitingItems(tx, key, 50);
    await store.findSkipped(tx, key, 7_500, 51);
    await store.candidate(tx, organizationId, somebody);
    await store.holdPart(tx, part);
    await store.settleItem(tx, item, { reason: 'entered' }, at);
    await store.voidSecretsOf(tx, organizationId, somebody);
    await store.sealedLines(tx, part);
    await store.claimPart(tx, part, { id: key.id, at, until: at });
  });

  expect(pages.length).toBeGreaterThan(12);
  // Fifty parts with the first and the last name of each are the most that is asked at once.
  expect(Math.max(...pages)).toBeLessThan(700);
  expect(pages.filter((count) => count > 400).length).toBeLessThanOrEqual(1);
});
