import type { OrganizationId, SessionId, UserId } from '@varco/shared/ids';
import type { EnforcedPolicy } from '@varco/shared/policy/rules';
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
  /** The organization for which it works at first. */
  readonly contextId: OrganizationId;
}

/** Opens a session inside the caller's transaction, under a token never used before. */
export async function openSession(
  tx: Db,
  random: Random,
  opening: { organizationId: OrganizationId; userId: UserId; at: Date; policy: EnforcedPolicy },
): Promise<NewSession> {
  const token = newToken(random);
  const id = random.id<SessionId>();
  const { number, contextId } = await insertSession(tx, {
    organizationId: opening.organizationId,
    id,
    userId: opening.userId,
    tokenHash: digest(token),
    openedAt: opening.at,
    idleMinutes: opening.policy.idleMinutes,
    endsAt: endOfSession(opening.at, opening.policy.maxSessionHours),
  });
  return { token, id, number, contextId };
}
