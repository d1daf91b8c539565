/** What may be done to a kind of thing (seed 001 and 002 name the same four acts). */
export const actions = ['search', 'create', 'modify', 'delete'] as const;
export type Action = (typeof actions)[number];

/** On whose data: the own department, the own organization, or every organization in which one is enabled. */
export const visibilities = ['department', 'organization', 'all'] as const;
export type Visibility = (typeof visibilities)[number];

const organizationOrAll = ['organization', 'all'] as const;

/** Every capability of the product, the actions it admits and how far each may reach (requirements R2.40, R2.41). */
export const capabilities = {
  users: { search: organizationOrAll, create: organizationOrAll, modify: organizationOrAll },
  'access-log': { search: organizationOrAll },
  policy: { search: organizationOrAll, modify: organizationOrAll },
  settings: { search: organizationOrAll, modify: organizationOrAll },
  jobs: { search: organizationOrAll, create: organizationOrAll, modify: organizationOrAll },
} as const satisfies Record<string, Partial<Record<Action, readonly Visibility[]>>>;

export type Capability = keyof typeof capabilities;
/** The actions that a capability admits. */
export type ActionOf<C extends Capability> = keyof (typeof capabilities)[C] & Action;

/** What one person may do: for each capability, how far each granted action reaches. Absent means refused. */
export type Grants = { readonly [C in Capability]?: { readonly [A in ActionOf<C>]?: Visibility } };

/** The two sets of capabilities that exist until roles come: who administers, and everybody else. */
export const grantsOf = {
  administrator: {
    users: { search: 'all', create: 'all', modify: 'all' },
    'access-log': { search: 'all' },
    policy: { search: 'all', modify: 'all' },
    settings: { search: 'all', modify: 'all' },
    jobs: { search: 'all', create: 'all', modify: 'all' },
  },
  person: {},
} as const satisfies Record<string, Grants>;

/** How far the grants reach for this action, or undefined when it is refused. */
export function reach<C extends Capability>(grants: Grants, action: ActionOf<C>, capability: C): Visibility | undefined {
  const granted: Partial<Record<Action, Visibility>> | undefined = grants[capability];
  return granted?.[action];
}
