import type { DescribedFunction, Manifest, ManifestPlan, RegisteredFunction } from '@varco/shared/applications/api';
import { actions as everydayActions } from '@varco/shared/authorization/capabilities';
import type { Issue } from '@varco/shared/problems';

/** Everything that is wrong with what an application wants to register, that its shape does not say; each at its place. */
export function manifestIssues({ functions }: Manifest): Issue[] {
  const issues: Issue[] = [];
  for (const [at, { actions }] of functions.entries()) {
    const field = `functions.${at}`;
    if (isRepeated(functions, at)) issues.push({ field: `${field}.name`, rule: 'function-twice' });
    for (const [place, { name, label, levels, proposed }] of actions.entries()) {
      const here = `${field}.actions.${place}`;
      if (isRepeated(actions, place)) issues.push({ field: `${here}.name`, rule: 'action-twice' });
      if (label === '' && !isEveryday(name)) issues.push({ field: `${here}.label`, rule: 'label-needed' });
      if (proposed !== undefined && !levels.includes(proposed)) issues.push({ field: `${here}.proposed`, rule: 'proposed-not-admitted' });
    }
  }
  return issues;
}

const isEveryday = (name: string): boolean => everydayActions.some((action) => action === name);

const isRepeated = (all: readonly { readonly name: string }[], at: number): boolean =>
  all.findIndex(({ name }) => name === all[at]?.name) < at;

/** A thing that can be done, by the names under which roles grant it. */
export interface Granted {
  readonly function: string;
  readonly action: string;
}

/** What a manifest would change of what an application registered, and what roles could no longer grant. */
export function planOf(
  code: string,
  before: readonly DescribedFunction[],
  { functions }: Manifest,
): Omit<ManifestPlan, 'rolesThatLose'> & { readonly lost: readonly Granted[] } {
  const after = new Map(functions.map((one) => [`${code}/${one.name}`, one]));
  const known = new Map(before.map((one) => [one.name, one]));
  const lost = before.flatMap(({ name, actions }) => {
    const kept = new Set(after.get(name)?.actions.map((action) => action.name));
    return actions.filter((action) => !kept.has(action.name)).map((action) => ({ function: name, action: action.name }));
  });
  return {
    added: [...after.keys()].filter((name) => !known.has(name)),
    removed: [...known.keys()].filter((name) => !after.has(name)),
    changed: [...after].filter(([name, one]) => known.has(name) && isOther(known.get(name), one)).map(([name]) => name),
    lost,
  };
}

const isOther = (before: DescribedFunction | undefined, after: RegisteredFunction): boolean =>
  JSON.stringify(before && told(before)) !== JSON.stringify(told(after));

const told = ({ label, labelEnglish, actions }: Omit<DescribedFunction, 'name' | 'actions'> & Pick<RegisteredFunction, 'actions'>) => ({
  label,
  labelEnglish,
  actions: actions.map((action) => [
    action.name,
    action.label,
    action.labelEnglish,
    action.levels,
    action.proposed ?? action.levels[0],
    action.licence ?? 'base',
  ]),
});

/** What is registered as the log writes it: each function with its actions, their levels, and the licence where the basic one is not enough. */
export const written = (functions: readonly DescribedFunction[]): string[] =>
  functions.flatMap(({ name, actions }) =>
    actions.map((action) => `${name}.${action.name}=${action.levels.join('|')}${action.licence === undefined ? '' : `@${action.licence}`}`),
  );
