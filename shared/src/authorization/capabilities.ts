import type { LeastLicence } from '../identity/licences.ts';

/** What may be done to a kind of thing (seed 001 and 002 name the same four acts). */
export const actions = ['search', 'create', 'modify', 'delete'] as const;
export type Action = (typeof actions)[number];

/** On whose data: the own department, the own organization, or every organization in which one is enabled; each holds those before it. */
export const visibilities = ['department', 'organization', 'all'] as const;
export type Visibility = (typeof visibilities)[number];

const organizationOrAll = ['organization', 'all'] as const;
const onlyAll = ['all'] as const;
// What an iter is about belongs to the department of its reference operator (requirements R2.34, R2.42).
const everyLevel = visibilities;

/** Every capability of the product, the actions it admits and how far each may reach (requirements R2.40, R2.41). */
export const capabilities = {
  users: { search: organizationOrAll, create: organizationOrAll, modify: organizationOrAll },
  structure: { search: organizationOrAll, create: organizationOrAll, modify: organizationOrAll, delete: organizationOrAll },
  roles: { search: organizationOrAll, create: organizationOrAll, modify: organizationOrAll, delete: organizationOrAll },
  // Groups of security among them are for administrators alone, whatever is granted here (requirements R1.51).
  groups: { search: organizationOrAll, create: organizationOrAll, modify: organizationOrAll, delete: organizationOrAll },
  // For others than oneself (requirements R3.59).
  delegations: { search: organizationOrAll, create: organizationOrAll, modify: organizationOrAll },
  // By which act each may work here (requirements R4.31).
  'formal-authorizations': { search: organizationOrAll, create: organizationOrAll, modify: organizationOrAll },
  // Requests for help from the installation's people.
  assistance: { search: everyLevel, create: everyLevel, modify: everyLevel },
  'access-log': { search: organizationOrAll },
  policy: { search: organizationOrAll, modify: organizationOrAll },
  settings: { search: organizationOrAll, modify: organizationOrAll },
  // Which applications ask here, and about what, is of the installation.
  applications: { search: onlyAll, create: onlyAll, modify: onlyAll, delete: onlyAll },
  // Jobs are of the installation: a backup holds everybody.
  jobs: { search: onlyAll, create: onlyAll, modify: onlyAll },
  // Whoever is of one organization sees nothing of the others.
  organizations: { search: onlyAll, create: onlyAll, modify: onlyAll },
} as const satisfies Record<string, Partial<Record<Action, readonly Visibility[]>>>;

export type Capability = keyof typeof capabilities;
/** The actions that a capability admits. */
export type ActionOf<C extends Capability> = keyof (typeof capabilities)[C] & Action;

/** What one person may do: for each capability, how far each granted action reaches. Absent means refused. */
export type Grants = { readonly [C in Capability]?: { readonly [A in ActionOf<C>]?: Visibility } };

/** Whether a function is the product's own, and not an application's. */
export const isCapability = (name: string): name is Capability => Object.hasOwn(capabilities, name);

/** How far an action of a capability may reach, the narrowest first; empty when the capability does not admit it. */
export function admitted(capability: string, action: string): readonly Visibility[] {
  const admits: Partial<Record<string, readonly Visibility[]>> | undefined = isCapability(capability)
    ? capabilities[capability]
    : undefined;
  return (admits && Object.hasOwn(admits, action) && admits[action]) || [];
}

/** Every action that a capability admits, in the order in which people read them. */
export const actionsOf = (capability: Capability): readonly Action[] => actions.filter((action) => admitted(capability, action).length > 0);

/** The wider of two levels. */
export const wider = (one: Visibility, other: Visibility): Visibility =>
  visibilities.indexOf(one) < visibilities.indexOf(other) ? other : one;

/** Whether a level holds another one. */
export const holds = (one: Visibility, other: Visibility): boolean => visibilities.indexOf(one) >= visibilities.indexOf(other);

/** Everything that the product has, as far as each action may reach but not beyond `visibility`: what an administrator may do. */
export const everything = (visibility: Visibility): Grants =>
  Object.fromEntries(
    Object.keys(capabilities)
      .map((capability) => [capability, levelsWithin(capability as Capability, visibility)] as const)
      .filter(([, levels]) => Object.keys(levels).length > 0),
  );

const levelsWithin = (capability: Capability, visibility: Visibility): Partial<Record<Action, Visibility>> =>
  Object.fromEntries(
    actionsOf(capability).flatMap((action) => {
      const widest = admitted(capability, action).findLast((level) => holds(visibility, level));
      return widest ? [[action, widest]] : [];
    }),
  );

/** How far the grants reach for this action, or undefined when it is refused. */
export function reach<C extends Capability>(grants: Grants, action: ActionOf<C>, capability: C): Visibility | undefined {
  const granted: Partial<Record<Action, Visibility>> | undefined = grants[capability];
  return granted?.[action];
}

/** A function that roles grant: its actions, and how far each may reach, the narrowest first. */
export interface FunctionFact {
  readonly name: string;
  readonly actions: Readonly<Record<string, readonly Visibility[]>>;
  /** The actions that need more than the basic licence (requirements R1.25). */
  readonly licences?: Readonly<Record<string, LeastLicence>>;
}

/** Every function there is, by name, with the levels that each of its actions admits. */
export type Catalogue = ReadonlyMap<string, ReadonlyMap<string, readonly Visibility[]>>;

const own: readonly FunctionFact[] = Object.keys(capabilities).map((name) => ({
  name,
  actions: Object.fromEntries(
    actions.filter((action) => admitted(name, action).length > 0).map((action) => [action, admitted(name, action)]),
  ),
}));

/** The product's own functions and those that applications registered, which never take the name of one of ours. */
export const catalogueOf = (others: readonly FunctionFact[] = []): Catalogue =>
  others.length === 0 ? ownCatalogue : new Map([...byName(others), ...ownCatalogue]);

const byName = (facts: readonly FunctionFact[]): [string, ReadonlyMap<string, readonly Visibility[]>][] =>
  facts.map(({ name, actions: admits }) => [name, new Map(Object.entries(admits))]);

const ownCatalogue: Catalogue = new Map(byName(own));

/** How far an action of a function may reach, the narrowest first; empty when there is no such function or action. */
export const levelsIn = (catalogue: Catalogue, name: string, action: string): readonly Visibility[] =>
  catalogue.get(name)?.get(action) ?? [];
