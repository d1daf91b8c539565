import type { Role, RoleGrants, SaveRole } from '@varco/shared/authorization/api';
import { type Action, actions, holds, isCapability, type Visibility } from '@varco/shared/authorization/capabilities';
import type { Conditions } from '@varco/shared/authorization/conditions';
import { type Functions, isEveryday } from '@varco/shared/authorization/functions';
import type { Me } from '@varco/shared/sessions/api';

/** A role while it is typed; a function without levels is a row that grants nothing yet. */
export interface Draft {
  readonly name: string;
  readonly nameEnglish: string;
  readonly description: string;
  readonly descriptionEnglish: string;
  /** Empty: of the whole organization. */
  readonly departmentId: string;
  readonly forUnplaced: boolean;
  readonly active: boolean;
  /** One range to a line. */
  readonly addresses: string;
  readonly grants: RoleGrants;
  readonly conditions: Conditions;
}

/** The draft of a role that is not there yet. */
export const emptyDraft: Draft = {
  name: '',
  nameEnglish: '',
  description: '',
  descriptionEnglish: '',
  departmentId: '',
  forUnplaced: false,
  active: true,
  addresses: '',
  grants: {},
  conditions: {},
};

/** The draft that changes nothing. */
export const draftOf = (role: Role): Draft => ({
  name: role.name,
  nameEnglish: role.nameEnglish,
  description: role.description,
  descriptionEnglish: role.descriptionEnglish,
  departmentId: role.department?.id ?? '',
  forUnplaced: role.forUnplaced,
  active: role.active,
  addresses: role.addresses.join('\n'),
  grants: role.grants,
  conditions: role.conditions,
});

/** What to send: functions without levels stay behind, and their conditions with them. */
export const typedOf = ({ departmentId, grants, conditions, addresses, ...draft }: Draft): SaveRole => {
  const granted = Object.entries(grants).filter(([, levels]) => Object.keys(levels).length > 0);
  return {
    ...draft,
    departmentId: departmentId === '' ? null : (departmentId as NonNullable<SaveRole['departmentId']>),
    addresses: addresses
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    grants: Object.fromEntries(granted),
    conditions: Object.fromEntries(Object.entries(conditions).filter(([name]) => granted.some(([one]) => one === name))),
  };
};

/** The conditions with another one for a function, or without it. */
export function withCondition(conditions: Conditions, capability: string, text: string | undefined): Conditions {
  const { [capability]: _, ...others } = conditions;
  return text === undefined ? others : { ...others, [capability]: text };
}

/** The name of a function's condition among the fields of the form, as the server's refusals name it. */
export const conditionName = (capability: string): string => `conditions.${capability}`;

/** The function of a condition's name; of any other field undefined. */
export const conditionOf = (field: string): string | undefined => /^conditions\.(.+)$/.exec(field)?.[1];

/** The level of a cell. */
export const levelOf = (grants: RoleGrants, capability: string, action: string): Visibility | undefined => grants[capability]?.[action];

/** The grants with another level in one cell; without one nothing is granted there. */
export function withLevel(grants: RoleGrants, capability: string, action: string, level: Visibility | undefined): RoleGrants {
  const { [action]: _, ...others } = grants[capability] ?? {};
  return { ...grants, [capability]: level === undefined ? others : { ...others, [action]: level } };
}

/** What somebody has who gives a role. */
export type Giver = Pick<Me, 'grants' | 'administers'>;

/**
 * Whether the editor may leave this level in a cell: he has as much himself, or it is there already; who administers gives the rights
 * in applications as far as he administers, though he has none there himself (requirements R1.47).
 */
export function mayGive(giver: Giver, given: RoleGrants, capability: string, action: string, level: Visibility): boolean {
  if (levelOf(given, capability, action) === level) return true;
  const inApplications = { nothing: undefined, organization: 'organization', installation: 'all' } as const;
  const widest = isCapability(capability) ? undefined : inApplications[giver.administers];
  if (widest !== undefined && holds(widest, level)) return true;
  const held = giver.grants[capability]?.[action];
  return held !== undefined && holds(held as Visibility, level);
}

/**
 * The levels proposed for a function: for each action it admits the one it proposes, or the narrowest that the editor may give
 * (requirements R2.41).
 */
export function proposed(giver: Giver, given: RoleGrants, capability: string, functions: Functions): Readonly<Record<string, Visibility>> {
  const levels = functions.actions(capability).flatMap((action) => {
    const wished = functions.proposed(capability, action);
    const offered = [...(wished ? [wished] : []), ...functions.levels(capability, action)];
    const level = offered.find((one) => mayGive(giver, given, capability, action, one));
    return level ? [[action, level] as const] : [];
  });
  return Object.fromEntries(levels);
}

/** What a bulk setting does with an action: a level, nothing granted, or left as it is. */
export type Wanted = Visibility | 'none' | 'keep';

/** What is wanted of each of the four actions, and of all the others that functions have of their own. */
export type Wishes = Readonly<Record<Action | 'further', Wanted>>;

/** Sets the levels of several functions at once (requirements R1.53); a cell that cannot take its level stays, and is counted. */
export function setLevels(
  grants: RoleGrants,
  selected: readonly string[],
  wanted: Wishes,
  functions: Functions,
  can: (capability: string, action: string, level: Visibility) => boolean,
): { readonly grants: RoleGrants; readonly set: number; readonly left: number } {
  let [next, set, left] = [grants, 0, 0];
  for (const capability of selected) {
    for (const action of [...actions, ...functions.further(capability, grants[capability])]) {
      const level = wanted[isEveryday(action) ? action : 'further'];
      if (level === 'keep') continue;
      const known = levelOf(next, capability, action);
      if (level !== 'none' && !(functions.levels(capability, action).includes(level) && can(capability, action, level))) left += 1;
      else if (level !== 'none' || known !== undefined) {
        next = withLevel(next, capability, action, level === 'none' ? undefined : level);
        set += 1;
      }
    }
  }
  return { grants: next, set, left };
}

/** The name of a cell among the fields of the form, as the server's refusals name it. */
export const cellName = (capability: string, action: string): string => `grants.${capability}.${action}`;

const cell = /^grants\.(.+)\.([^.]+)$/;

/** Every value of a draft under the name of its field; a cell without a level has none. */
function valuesOf({ grants, conditions, ...fields }: Draft): Readonly<Record<string, string | boolean>> {
  const levels = Object.entries(grants).flatMap(([capability, row]) =>
    Object.entries(row).map(([action, level]) => [cellName(capability, action), level]),
  );
  const needed = Object.entries(conditions).map(([capability, text]) => [conditionName(capability), text]);
  return { ...fields, ...Object.fromEntries([...levels, ...needed]) };
}

/** The fields and cells in which two drafts differ. */
export function differing(one: Draft, other: Draft): string[] {
  const [a, b] = [valuesOf(one), valuesOf(other)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((field) => a[field] !== b[field]);
}

/** What somebody else saved meanwhile: the field or cell, and whether it was changed here too, to something else. */
export interface Theirs {
  readonly field: string;
  readonly both: boolean;
}

/** Brings what was typed over `seen` onto `current`: what only the other changed is his, what was typed here stays. */
export function merge(seen: Draft, mine: Draft, current: Draft): { readonly draft: Draft; readonly theirs: readonly Theirs[] } {
  const touched = differing(seen, mine);
  const values = valuesOf(current);
  const theirs = differing(seen, current).map((field) => ({
    field,
    both: touched.includes(field) && valuesOf(mine)[field] !== values[field],
  }));
  const rows = Object.fromEntries(Object.keys(mine.grants).map((capability) => [capability, {}]));
  const base: Draft = { ...current, grants: { ...rows, ...current.grants } };
  return { draft: touched.reduce((draft, field) => taking(draft, mine, field), base), theirs };
}

/** The draft with one field or cell as the other has it. */
export function taking(draft: Draft, from: Draft, field: string): Draft {
  const conditional = conditionOf(field);
  if (conditional !== undefined)
    return { ...draft, conditions: withCondition(draft.conditions, conditional, from.conditions[conditional]) };
  const [, capability, action] = cell.exec(field) ?? [];
  if (capability === undefined || action === undefined) return { ...draft, [field]: from[field as keyof Draft] };
  return { ...draft, grants: withLevel(draft.grants, capability, action, levelOf(from.grants, capability, action)) };
}

/** The function and the action of a cell's name; of any other field undefined. */
export function cellOf(field: string): { readonly capability: string; readonly action: string } | undefined {
  const [, capability, action] = cell.exec(field) ?? [];
  return capability === undefined || action === undefined ? undefined : { capability, action };
}
