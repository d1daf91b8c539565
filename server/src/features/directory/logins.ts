import { reach } from '@varco/shared/authorization/capabilities';
import type { Actor } from '#core/actor';
import { sightOf } from './narrowing/may-narrow.ts';

/** Whether somebody manages users and so is shown what they sign in with; whoever only looks them up is not (requirements R1.6, R5.13). */
export const knowsLogins = (actor: Actor): boolean =>
  actor.kind === 'operator' || reach(actor.grants, 'create', 'users') !== undefined || reach(actor.grants, 'modify', 'users') !== undefined;

/** What of a line not everybody may see. */
interface Shown {
  readonly username?: string | undefined;
  readonly placed?: boolean | undefined;
  readonly roles?: number | undefined;
}

/** A line of users as the actor may see it: what he may not look up is not there at all. */
export function asShownTo<Line extends Shown>(actor: Actor, line: Line): Line {
  const { username, placed, roles, ...rest } = line;
  const sight = sightOf(actor);
  return {
    ...rest,
    ...(username !== undefined && knowsLogins(actor) ? { username } : {}),
    ...(placed !== undefined && sight.structure ? { placed } : {}),
    ...(roles !== undefined && sight.roles ? { roles } : {}),
  } as Line;
}
