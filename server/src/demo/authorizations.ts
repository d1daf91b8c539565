import { addDays, type Day } from '@varco/shared/days';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { giveAuthorization } from '#features/formal-authorizations';
import { numbers } from './numbers.ts';
import type { Invented } from './people.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;

const PEOPLE = 24;
const services = ['Anagrafe e stato civile', 'Tributi', 'Servizi sociali', 'Protocollo informatico'];

/** Some people of the municipality are there by an act, each for a year or two; one in six for some weeks only. */
export async function makeAuthorizations(
  core: Needs,
  actor: Actor,
  given: { organizationId: OrganizationId; people: readonly { id: UserId; person: Invented }[]; seed: number; day: Day },
): Promise<void> {
  const { organizationId, people, seed, day } = given;
  const next = numbers(seed + 31);
  const present = people.filter(({ person }) => person.madeOn < day && person.leftOn === null).slice(0, PEOPLE);
  for (const [place, { id }] of present.entries()) {
    await giveAuthorization(core, actor, { organizations: [organizationId] }, id, {
      act: place % 3 === 0 ? 'service-order' : 'determination',
      number: `${100 + Math.floor(next() * 300)}/${day.slice(0, 4)}`,
      actDate: addDays(day, -1 - Math.floor(next() * 20)),
      signer: 'Ferri Paola, segretaria generale',
      purpose: services[Math.floor(next() * services.length)] ?? 'Anagrafe e stato civile',
      note: null,
      from: day,
      to: addDays(day, place % 6 === 5 ? 45 + Math.floor(next() * 25) : 365 + Math.floor(next() * 365)),
    });
  }
}
