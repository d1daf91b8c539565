import { CreateUser, type CreateUserInput } from '@varco/shared/directory/api';
import { fold } from '@varco/shared/identity/folding';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { createUser } from '#features/directory';
import { enable, insertOrganization } from '#features/identity';
import type { Somebody, World } from './world.ts';

/** Another organization of the same installation, with somebody who administers it. */
export interface Neighbour {
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly administrator: Somebody;
  user(given: Partial<CreateUserInput> & { username: string }): Promise<Somebody>;
}

const blank = {
  registryCode: null,
  taxCode: null,
  pec: null,
  email: null,
  phone: null,
  site: null,
  timeZone: null,
  active: true,
  ownDoor: false,
};

/** Makes a second organization beside the one of the world. */
export async function neighbour(world: World, name = 'Consorzio di Altrove', loginId = 'altrove'): Promise<Neighbour> {
  const { db, clock, random, operator } = world;
  const organizationId = random.id<OrganizationId>();
  await db.as({ organizations: [organizationId] }, (tx) =>
    insertOrganization(tx, { id: organizationId, name, nameFolded: fold(name), ...blank, loginId, createdAt: clock.now() }),
  );
  const user: Neighbour['user'] = async (given) => {
    const password = 'Autunno-2026';
    const person = { familyName: 'Verdi', givenName: 'Piero', mustChangePassword: false, ...given };
    const input = CreateUser.parse({ ...person, password, confirmation: password });
    const { id } = await createUser(world, operator, organizationId, input);
    return { id: id as UserId, username: given.username, password };
  };
  return { organizationId, name, administrator: await user({ username: `${loginId}/capo`, administrator: true }), user };
}

/** Lets somebody of the world's own organization work for another one too. */
export const enabledIn = (world: World, who: Pick<Somebody, 'id'>, organizationId: OrganizationId): Promise<UserId[]> =>
  world.db.as({ organizations: [organizationId] }, (tx) =>
    enable(tx, organizationId, [{ organizationId: world.organizationId, userId: who.id }], world.clock.now()),
  );
