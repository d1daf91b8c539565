import { type ActionOf, type Capability, reach, type Visibility } from '@varco/shared/authorization/capabilities';
import type { Actor, SignedIn } from '#core/actor';

/** A right that a route asks for. */
export interface Permission {
  readonly capability: Capability;
  readonly action: string;
  /** How far it must reach, when less is not enough; a refusal names it. */
  readonly visibility?: Visibility;
  held(actor: Actor): boolean;
  /** On whose data the right counts; undefined when it is not held. */
  reaches(actor: SignedIn): Visibility | undefined;
}

/** The right to do `action` on `capability`; an action the capability does not admit does not compile. */
export const may = <C extends Capability>(action: ActionOf<C>, capability: C): Permission => ({
  capability,
  action,
  held: (actor) => actor.kind === 'operator' || reach(actor.grants, action, capability) !== undefined,
  reaches: (actor) => reach(actor.grants, action, capability),
});

/** The same right on the data of every organization: what is about the whole installation is for nobody who sees a part of it. */
export const mayEverywhere = <C extends Capability>(action: ActionOf<C>, capability: C): Permission => ({
  capability,
  action,
  visibility: 'all',
  held: (actor) => actor.kind === 'operator' || reach(actor.grants, action, capability) === 'all',
  reaches: (actor) => reach(actor.grants, action, capability),
});

/** Who may call a route: anybody, whoever is signed in, the browser that is setting up, a registered application, or who has a right. */
export type Allow = 'anyone' | 'signed-in' | 'setting-up' | 'application' | Permission;
