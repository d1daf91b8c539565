import type { OrganizationId, SessionId, UserId } from '@varco/shared/ids';
import type { EnforcedPolicy } from '@varco/shared/policy/rules';
import { digest } from '#core/digest';
import type { Random } from '#core/random';
import { newToken } from '#core/random';
import type { Db } from '#db/database';
import { endOfSession } from './rules.ts';
import { type Begun, insertSession } from './store.ts';

/** What the door gets back: the token goes into the cookie and is kept nowhere. */
export interface NewSession extends Begun {
  readonly token: string;
  readonly id: SessionId;
}

/**
 * Opens a session inside the caller's transaction, under a token never used before; undefined when its user may not work for the
 * organization that he chose.
 */
export async function openSession(
  tx: Db,
  random: Random,
  opening: { organizationId: OrganizationId; userId: UserId; at: Date; policy: EnforcedPolicy; chosenId: OrganizationId | null },
): Promise<NewSession | undefined> {
  const token = newToken(random);
  const id = random.id<SessionId>();
  const begun = await insertSession(tx, {
    organizationId: opening.organizationId,
    id,
    userId: opening.userId,
    tokenHash: digest(token),
    openedAt: opening.at,
    idleMinutes: opening.policy.idleMinutes,
    endsAt: endOfSession(opening.at, opening.policy.maxSessionHours),
    chosenId: opening.chosenId,
  });
  return begun && { ...begun, token, id };
}
