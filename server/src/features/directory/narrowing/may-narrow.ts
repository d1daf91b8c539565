import { reach } from '@varco/shared/authorization/capabilities';
import type { UserNarrowing } from '@varco/shared/directory/api';
import type { Actor } from '#core/actor';
import { Refusal } from '#core/refusal';

/** Whether somebody may look up where people are placed, and which roles there are. */
export const sightOf = (actor: Actor): { readonly structure: boolean; readonly roles: boolean } => ({
  structure: actor.kind === 'operator' || reach(actor.grants, 'search', 'structure') !== undefined,
  roles: actor.kind === 'operator' || reach(actor.grants, 'search', 'roles') !== undefined,
});

/**
 * Refuses a filter that would tell what its asker may not look up: who keeps those of a unit learns who works there (requirements R2.4).
 * A period that ends before it begins finds nobody, and is told instead (R2.18).
 */
export function refuseNarrowing(actor: Actor, query: UserNarrowing): void {
  const sight = sightOf(actor);
  const asksStructure = query.department !== undefined || query.unit !== undefined || query.placed !== undefined;
  if (asksStructure && !sight.structure) throw new Refusal('authorization.not-allowed', { capability: 'structure', action: 'search' });
  if (query.role !== undefined && !sight.roles) throw new Refusal('authorization.not-allowed', { capability: 'roles', action: 'search' });
  if (query.lastFrom !== undefined && query.lastTo !== undefined && query.lastTo < query.lastFrom) {
    throw new Refusal('access-log.period-invalid');
  }
}
