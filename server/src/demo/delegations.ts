import { addDays, type Day } from '@varco/shared/days';
import { MOST_DAYS } from '@varco/shared/delegations/api';
import type { UserId } from '@varco/shared/ids';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { appointForOther } from '#features/delegations';
import { numbers } from './numbers.ts';
import type { Invented } from './people.ts';

/** Why and for how long somebody stands in for somebody. */
const stories = [
  { reason: 'Ferie', days: 14 },
  { reason: 'Aspettativa', days: MOST_DAYS },
  { reason: 'Sostituzione nel progetto degli archivi', days: MOST_DAYS - 30 },
] as const;

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;

/** Lets a few people stand in for others, from one day on; done by the administrator. */
export async function makeDelegations(
  core: Needs,
  actor: SignedIn,
  { people, seed, day }: { people: readonly { id: UserId; person: Invented }[]; seed: number; day: Day },
): Promise<void> {
  const mayEnter = people.filter(
    ({ person: { kind, status, disabled, validFrom, validTo, madeOn, leftOn } }) =>
      kind !== 'administrator' &&
      kind !== 'auditor' &&
      status === 'active' &&
      !disabled &&
      !validFrom &&
      !validTo &&
      !leftOn &&
      madeOn < day,
  );
  const begin = Math.floor(numbers(seed + 2)() * mayEnter.length);
  for (const [index, { reason, days }] of stories.entries()) {
    const [delegator, delegate] = [0, 1].map((next) => mayEnter[(begin + 2 * index + next) % mayEnter.length]?.id);
    if (!delegator || !delegate || delegator === delegate) continue;
    await appointForOther(core, actor, delegator, { delegateId: delegate, roleId: null, from: day, to: addDays(day, days), reason });
  }
}
