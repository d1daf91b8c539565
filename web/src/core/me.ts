import { type Action, type ActionOf, type Capability, type Grants, reach } from '@varco/shared/authorization/capabilities';
import type { Me } from '@varco/shared/sessions/api';
import { createContext, useContext } from 'react';
import { serverNow } from './clock.ts';
import { createFormat, type Format } from './format.ts';
import { useLanguage } from './texts.ts';

/** Who is signed in; known before anything is drawn. */
export const MeContext = createContext<Me | undefined>(undefined);

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}

/** Whether the grants let a person do this to that kind of thing. */
export const mayDo = <C extends Capability>(me: Me, action: ActionOf<C> & Action, capability: C): boolean =>
  reach(me.grants as Grants, action, capability) !== undefined;

/** Whether the grants let a person do this in every organization. */
export const mayDoEverywhere = <C extends Capability>(me: Me, action: ActionOf<C> & Action, capability: C): boolean =>
  reach(me.grants as Grants, action, capability) === 'all';

/** One for each language and zone: making a format takes longer than drawing the row that asks for it. */
const formats = new Map<string, Format>();

/** Dates, hours and numbers in the reader's language and the time zone of the organization for which one works. */
export function useFormat(): Format {
  const language = useLanguage();
  const { timeZone, dayZone } = useMe();
  const key = `${language} ${timeZone} ${dayZone}`;
  const format = formats.get(key) ?? createFormat(language, timeZone, serverNow, dayZone);
  formats.set(key, format);
  return format;
}
