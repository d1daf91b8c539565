import type { FunctionList } from '../applications/api.ts';
import type { LeastLicence } from '../identity/licences.ts';
import type { Language } from '../language.ts';
import {
  type Action,
  admitted,
  capabilities,
  actions as everyday,
  isCapability,
  actionsOf as ownActionsOf,
  type Visibility,
} from './capabilities.ts';
import { capabilityName, grantNames, nameIn } from './words.ts';

/** An application, as the head of its functions. */
export interface FunctionOwner {
  readonly code: string;
  readonly name: string;
  /** Switched off, it is answered no more, and what roles grant in it gives nothing. */
  readonly active: boolean;
}

/** One thing that can be done with a function, in the reader's words. */
export interface NamedAction {
  readonly name: string;
  readonly label: string;
  readonly levels: readonly Visibility[];
  readonly proposed: Visibility | undefined;
  /** The least licence with which it can be done; absent: any. */
  readonly licence?: LeastLicence;
}

/** A function that roles grant, in the reader's words. */
export interface NamedFunction {
  readonly name: string;
  readonly label: string;
  /** Absent: the product's own. */
  readonly owner?: FunctionOwner;
  readonly actions: readonly NamedAction[];
}

/** Whether a grant gives something: not when its application is switched off, nor when nobody registers it any more. */
export type GrantStanding = 'grantable' | 'switched-off' | 'not-registered';

/** Whether an action is one of the four that every function names alike; others are the function's own. */
export const isEveryday = (action: string): action is Action => everyday.some((one) => one === action);

/** Every function that roles of an organization can grant, in order and in the words of one language. */
export class Functions {
  /** The product's own first, then by application. */
  readonly all: readonly NamedFunction[];
  readonly #language: Language;
  readonly #byName: ReadonlyMap<string, NamedFunction>;

  constructor(language: Language, registered: FunctionList['items'] = []) {
    this.#language = language;
    this.all = [...ownIn(language), ...registered.flatMap((one) => registeredIn(language, one))];
    this.#byName = new Map(this.all.map((one) => [one.name, one]));
  }

  find(name: string): NamedFunction | undefined {
    return this.#byName.get(name);
  }

  /** The name of a function under the name of its application; one that is unknown is called as it stands. */
  label(name: string): string {
    return this.find(name)?.label ?? name;
  }

  /** The name of a function where its application is not said before it. */
  fullLabel(name: string): string {
    const known = this.find(name);
    return known?.owner ? `${known.label} (${known.owner.name})` : this.label(name);
  }

  /** How an action is called: the four alike everywhere, its own by the application. */
  actionLabel(name: string, action: string): string {
    if (isEveryday(action)) return grantNames[this.#language][action];
    return this.#action(name, action)?.label ?? action;
  }

  /** A function and what is done with it, where nothing around it says so. */
  what(name: string, action: string): string {
    return `${this.fullLabel(name)}, ${this.actionLabel(name, action)}`;
  }

  /** How far an action may reach, the narrowest first; empty when there is no such action, or its application is switched off. */
  levels(name: string, action: string): readonly Visibility[] {
    return this.find(name)?.owner?.active === false ? [] : (this.#action(name, action)?.levels ?? []);
  }

  /** The level that the function proposes for an action. */
  proposed(name: string, action: string): Visibility | undefined {
    return this.levels(name, action).length === 0 ? undefined : this.#action(name, action)?.proposed;
  }

  /** The actions of a function, and those of `granted` that it has no more; the four first. */
  actions(name: string, granted: Readonly<Record<string, unknown>> = {}): string[] {
    const named = this.find(name)?.actions.map((one) => one.name) ?? [];
    const all = [...new Set([...named, ...Object.keys(granted).toSorted()])];
    return [...everyday.filter((action) => all.includes(action)), ...all.filter((action) => !isEveryday(action))];
  }

  /** The actions of a function besides the four. */
  further(name: string, granted: Readonly<Record<string, unknown>> = {}): string[] {
    return this.actions(name, granted).filter((action) => !isEveryday(action));
  }

  standing(name: string, action: string): GrantStanding {
    if (this.find(name)?.owner?.active === false) return 'switched-off';
    return this.levels(name, action).length > 0 ? 'grantable' : 'not-registered';
  }

  /** Functions in the order in which people read them; unknown ones come last, by name. */
  inOrder(names: readonly string[]): string[] {
    const known = this.all.map(({ name }) => name).filter((name) => names.includes(name));
    return [...known, ...names.filter((name) => !this.#byName.has(name)).toSorted()];
  }

  /** Functions in order under the application that registered them; undefined stands for the product, null for what is unknown. */
  grouped(names: readonly string[]): { readonly owner: FunctionOwner | undefined | null; readonly names: string[] }[] {
    const groups: { owner: FunctionOwner | undefined | null; names: string[] }[] = [];
    for (const name of this.inOrder(names)) {
      const known = this.find(name);
      const owner = known ? known.owner : null;
      const last = groups.at(-1);
      if (last && last.owner?.code === owner?.code && (last.owner === null) === (owner === null)) last.names.push(name);
      else groups.push({ owner, names: [name] });
    }
    return groups;
  }

  #action(name: string, action: string): NamedAction | undefined {
    return this.find(name)?.actions.find((one) => one.name === action);
  }
}

const ownIn = (language: Language): NamedFunction[] =>
  Object.keys(capabilities)
    .filter(isCapability)
    .map((name) => ({
      name,
      label: capabilityName(language, name),
      actions: ownActionsOf(name).map((action) => {
        const levels = admitted(name, action);
        return { name: action, label: grantNames[language][action], levels, proposed: levels[0] };
      }),
    }));

function registeredIn(language: Language, { application, functions }: FunctionList['items'][number]): NamedFunction[] {
  const owner = { code: application.code, name: nameIn(language, application), active: application.active };
  const called = (label: string, labelEnglish: string, name: string): string =>
    nameIn(language, { name: label === '' ? name : label, nameEnglish: labelEnglish });
  return functions.map(({ name, label, labelEnglish, actions }) => ({
    name,
    label: called(label, labelEnglish, name),
    owner,
    actions: actions.map((action) => ({
      name: action.name,
      label: isEveryday(action.name) ? grantNames[language][action.name] : called(action.label, action.labelEnglish, action.name),
      levels: action.levels,
      proposed: action.proposed,
      licence: action.licence,
    })),
  }));
}
