import type { Role, RoleGrants, SaveRole } from '@varco/shared/authorization/api';
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
import { MOST_CONDITIONS } from '@varco/shared/authorization/conditions';
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

/** Every range that is none, each in its place. */
export const addressIssues = (typed: readonly string[], read: (range: string) => string | undefined): Issue[] =>
  typed.flatMap((range, place) =>
    read(range) === undefined ? [{ field: 'addresses', rule: 'address-range', range, line: place + 1 }] : [],
  );

/** Every fault of the conditions of a role but those of their language: only what applications ask about has properties. */
export function conditionIssues({ grants, conditions }: Pick<SaveRole, 'grants' | 'conditions'>): Issue[] {
  const named = Object.keys(conditions);
  const field = (capability: string): string => `conditions.${capability}`;
  if (named.length > MOST_CONDITIONS) return [{ field: 'conditions', rule: 'condition-too-many', most: MOST_CONDITIONS }];
  return named.flatMap((capability) => {
    if (isCapability(capability)) return [{ field: field(capability), rule: 'condition-own-function', capability }];
    const isGranted = Object.keys(grants[capability] ?? {}).length > 0;
    return isGranted ? [] : [{ field: field(capability), rule: 'condition-without-grant', capability }];
  });
}

/**
 * Of what a role granted, what is still meant the same way: without its condition, under another, or from more addresses, it is given
 * anew.
 */
export const givenAlike = (
  before: Pick<SaveRole, 'grants' | 'conditions'> & Pick<Role, 'addresses'>,
  after: Pick<SaveRole, 'conditions'> & Pick<Role, 'addresses'>,
): RoleGrants => {
  const isFarther = after.addresses.length === 0 || after.addresses.some((range) => !before.addresses.includes(range));
  if (before.addresses.length > 0 && isFarther) return {};
  return Object.fromEntries(
    Object.entries(before.grants).filter(
      ([capability]) => before.conditions[capability] === undefined || before.conditions[capability] === after.conditions[capability],
    ),
  );
};

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

/** The conditions of a role as the log writes them. */
export const writtenConditions = (conditions: SaveRole['conditions']): string[] =>
  Object.entries(conditions)
    .map(([capability, condition]) => `${capability}: ${condition}`)
    .toSorted();

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
