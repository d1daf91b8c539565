import type { Action, ActionOf, Capability } from '@varco/shared/authorization/capabilities';
import type { Language } from '@varco/shared/language';
import { Refused } from './http.ts';
import { mayDo, mayDoEverywhere } from './me.ts';
import type { RouterContext } from './router-context.ts';

/** Refuses a page whose right the person does not have, before anything of it is drawn; the server refuses its data anyway. */
export const needs =
  <C extends Capability>(action: ActionOf<C> & Action, capability: C) =>
  ({ context: { me } }: { readonly context: RouterContext }): Promise<never> | undefined =>
    mayDo(me, action, capability) ? undefined : refuse(me.language, action, capability);

/** The same for what is about the whole installation: a right on a part of it is none. */
export const needsEverywhere =
  <C extends Capability>(action: ActionOf<C> & Action, capability: C) =>
  ({ context: { me } }: { readonly context: RouterContext }): Promise<never> | undefined =>
    mayDoEverywhere(me, action, capability) ? undefined : refuse(me.language, action, capability, { visibility: 'all' });

/** The refusal names the right and who can give it, in the words the server would use. */
async function refuse(
  language: Language,
  action: Action,
  capability: Capability,
  far: { readonly visibility?: 'all' } = {},
): Promise<never> {
  const { problemSentence } = await import('@varco/shared/problem-messages');
  const type = 'authorization.not-allowed';
  throw new Refused({ type, status: 403, title: problemSentence(language, type, { capability, action, ...far }) });
}
