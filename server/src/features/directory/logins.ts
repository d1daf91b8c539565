import { reach } from '@varco/shared/authorization/capabilities';
import type { Actor } from '#core/actor';

/** Whether somebody manages users and so is shown what they sign in with; whoever only looks them up is not (requirements R1.6, R5.13). */
export const knowsLogins = (actor: Actor): boolean =>
  actor.kind === 'operator' || reach(actor.grants, 'create', 'users') !== undefined || reach(actor.grants, 'modify', 'users') !== undefined;

/** A line of users as the actor may see it: for whoever only looks people up the field is not there at all. */
export function asShownTo<Line extends { readonly username?: string | undefined }>(actor: Actor, line: Line): Line {
  if (knowsLogins(actor)) return line;
  const { username: _, ...rest } = line;
  return rest as Line;
}
