import type { Bilingual, Language } from '../language.ts';

/** Who has, or would have, two roles on one day: how many people, and the first of them by name. */
export interface PeopleWithMoreRoles {
  readonly count: number;
  readonly first: readonly { readonly id: string; readonly name: string }[];
}

/** Of so many people the names are told. */
export const NAMED = 5;

/** The names of the first people, and how many more there are. */
function namesOf(language: Language, value: unknown): string {
  const { count = 0, first = [] } = (typeof value === 'object' && value !== null ? value : {}) as Partial<PeopleWithMoreRoles>;
  const more = count - first.length;
  const rest = language === 'it' ? (more === 1 ? "un'altra persona" : `altre ${more} persone`) : more === 1 ? '1 more' : `${more} more`;
  const names = [...first.map(({ name }) => name), ...(more > 0 ? [rest] : [])];
  return new Intl.ListFormat(language === 'it' ? 'it' : 'en-GB').format(names);
}

/** What is refused because each user has one role only, and how to go on (requirements R5.9). */
export const oneRoleProblems = {
  'authorization.one-role-only': ({ people }: Readonly<Record<string, unknown>>): Bilingual => ({
    it: `In questo ente ogni utente ha un solo ruolo per volta, suo o avuto da un gruppo. Qui due ruoli varrebbero negli stessi giorni per: ${namesOf('it', people)}. Togli prima il ruolo che c'è, o scegli giorni diversi.`,
    en: `In this organization each user has one role at a time, their own or one had from a group. Here two roles would hold on the same days for: ${namesOf('en', people)}. Withdraw the role that is there first, or choose other days.`,
  }),
  'organizations.more-roles': ({ people }: Readonly<Record<string, unknown>>): Bilingual => ({
    it: `Alcuni utenti hanno due ruoli negli stessi giorni, da oggi in poi: ${namesOf('it', people)}. Lascia un ruolo a ciascuno, oppure separa i giorni, e riprova.`,
    en: `Some users have two roles on the same days, from today on: ${namesOf('en', people)}. Leave each with one role, or part the days, and try again.`,
  }),
} as const;
