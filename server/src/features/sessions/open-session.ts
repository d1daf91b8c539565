import type { OrganizationId, SessionId, UserId } from '@varco/shared/ids';
import type { EnforcedPolicy } from '@varco/shared/policy/rules';
import type { Client } from '#core/actor';
import { digest } from '#core/digest';
import type { Random } from '#core/random';
import { newToken } from '#core/random';
import type { Db } from '#db/database';
import { endOfSession } from './rules.ts';
import { insertSession } from './store.ts';

/** What the door gets back: the token goes into the cookie and is kept nowhere. */
export interface NewSession {
  readonly token: string;
  readonly id: SessionId;
  readonly number: string;
}

/** How a browser is written for people: family, version, system. */
const browserText = (client: Client): string | null =>
  client.browser === null
    ? null
    : `${client.browser.family} ${client.browser.version} ${client.browser.system}`.replace(/\s+/g, ' ').trim();

/** Opens a session inside the caller's transaction, under a token never used before. */
export async function openSession(
  tx: Db,
  random: Random,
  opening: { organizationId: OrganizationId; userId: UserId; at: Date; client: Client; policy: EnforcedPolicy },
): Promise<NewSession> {
  const token = newToken(random);
  const id = random.id<SessionId>();
  const number = await insertSession(tx, {
    organizationId: opening.organizationId,
    id,
    userId: opening.userId,
    tokenHash: digest(token),
    openedAt: opening.at,
    idleMinutes: opening.policy.idleMinutes,
    endsAt: endOfSession(opening.at, opening.policy.maxSessionHours),
    address: opening.client.address,
    browser: browserText(opening.client),
  });
  return { token, id, number };
}
