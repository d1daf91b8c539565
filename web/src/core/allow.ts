import type { Action, ActionOf, Capability } from '@varco/shared/authorization/capabilities';
import { Refused } from './http.ts';
import { mayDo } from './me.ts';
import type { RouterContext } from './router-context.ts';

/** Refuses a page whose right the person does not have, before anything of it is drawn; the server refuses its data anyway. */
export const needs =
  <C extends Capability>(action: ActionOf<C> & Action, capability: C) =>
  ({ context }: { readonly context: RouterContext }): void => {
    if (!mayDo(context.me, action, capability)) {
      throw new Refused({ type: 'authorization.not-allowed', status: 403, title: '' });
    }
  };
