import type { Client, Scope, SignedIn } from '#core/actor';
import { Refusal } from '#core/refusal';
import type { SessionCheck } from './check-session.ts';

/** With which right something was asked for, and about whose rows. */
interface AskedWith {
  readonly right: { held(actor: SignedIn): boolean };
  readonly scope: Scope;
}

/**
 * Refuses to go on with a long answer whose session has ended since it began, or has the right no more with which it was asked for, or is
 * not any more where it was asked: what is told of an organization ends with the visit, too (requirements R2.22, R3.34).
 */
export async function refuseIfOver(
  sessions: Pick<SessionCheck, 'check'>,
  { token, client }: { readonly token: string | undefined; readonly client: Client },
  asked?: AskedWith,
): Promise<void> {
  const open = token === undefined ? undefined : await sessions.check(token, client, false);
  const isThere = (): boolean => asked?.scope.organizations.every((id) => open?.scope.organizations.includes(id)) ?? true;
  if (!open || (asked && !(asked.right.held(open.actor) && isThere()))) throw new Refusal('sessions.ended');
}
