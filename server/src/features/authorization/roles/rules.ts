import type { RoleGrants, SaveRole } from '@varco/shared/authorization/api';
import {
  actions,
  type Catalogue,
  capabilities,
  type Grants,
  holds,
  isCapability,
  levelsIn,
  type Visibility,
} from '@varco/shared/authorization/capabilities';
import { fold } from '@varco/shared/identity/folding';
import type { Issue } from '@varco/shared/problems';

/** Every fault of a role that needs no look at the others: what a function does not admit is never granted (requirements R2.41). */
export function roleIssues({ name, grants }: Pick<SaveRole, 'name' | 'grants'>, catalogue: Catalogue, given: RoleGrants = {}): Issue[] {
  const issues: Issue[] = fold(name) === '' ? [{ field: 'name', rule: 'letters-needed' }] : [];
  for (const { capability, action, visibility } of entriesOf(grants)) {
    const levels = levelsIn(catalogue, capability, action);
    // What an application registers no more stays written until somebody takes it out: it gives nothing.
    if (!isCapability(capability) && given[capability]?.[action] === visibility) continue;
    if (levels.length === 0) issues.push({ field: `grants.${capability}.${action}`, rule: 'not-admitted', capability, action });
    else if (!levels.includes(visibility))
      issues.push({ field: `grants.${capability}.${action}`, rule: 'level-not-admitted', capability, action, visibility });
  }
  return issues;
}

/** What somebody has who gives a role: his own grants, and whether he administers. */
export interface Giver {
  readonly grants: Grants;
  readonly administers: 'nothing' | 'organization' | 'installation';
}

/**
 * What a role grants beyond what somebody has himself: nobody gives what he does not have (requirements R1.47). Who administers gives
 * the rights in applications too, as far as he administers, though he has none there himself.
 */
export function beyond({ grants: own, administers }: Giver, grants: RoleGrants, given: RoleGrants = {}): Issue[] {
  const held = own as Readonly<Record<string, Readonly<Record<string, Visibility>> | undefined>>;
  const inApplications = { nothing: undefined, organization: 'organization', installation: 'all' } as const;
  return entriesOf(grants)
    .filter(({ capability, action, visibility }) => {
      if (given[capability]?.[action] === visibility) return false;
      const widest = isCapability(capability) ? undefined : inApplications[administers];
      if (widest !== undefined && holds(widest, visibility)) return false;
      const mine = held[capability]?.[action];
      return mine === undefined || !holds(mine, visibility);
    })
    .map(({ capability, action, visibility }) => ({
      field: `grants.${capability}.${action}`,
      rule: 'beyond-own',
      capability,
      action,
      visibility,
    }));
}

/** Whether some grants reach further than others in anything, whoever has them. */
export const isWider = (grants: RoleGrants, given: RoleGrants): boolean =>
  entriesOf(grants).some(({ capability, action, visibility }) => {
    const had = given[capability]?.[action];
    return had === undefined || !holds(had, visibility);
  });

/** The grants of a role as the log writes them, in the order of the catalogue. */
export const written = (grants: RoleGrants): string[] =>
  entriesOf(grants).map(({ capability, action, visibility }) => `${capability}.${action}=${visibility}`);

interface GrantEntry {
  readonly capability: string;
  readonly action: string;
  readonly visibility: Visibility;
}

const order: readonly string[] = Object.keys(capabilities).flatMap((capability) => actions.map((action) => `${capability}.${action}`));

function entriesOf(grants: RoleGrants): GrantEntry[] {
  const place = ({ capability, action }: GrantEntry): number => {
    const at = order.indexOf(`${capability}.${action}`);
    return at < 0 ? order.length : at;
  };
  return Object.entries(grants)
    .flatMap(([capability, levels]) => Object.entries(levels).map(([action, visibility]) => ({ capability, action, visibility })))
    .toSorted((a, b) => place(a) - place(b));
}
