import type { Bilingual } from '../language.ts';

/** The kinds of act by which somebody is authorized (requirements R4.31). */
export const actKinds = ['decree', 'determination', 'resolution', 'service-order', 'appointment', 'contract', 'other'] as const;
export type ActKind = (typeof actKinds)[number];

/** How each kind of act is called. */
export const acts: Readonly<Record<ActKind, Bilingual>> = {
  decree: { it: 'Decreto', en: 'Decree' },
  determination: { it: 'Determinazione', en: 'Determination' },
  resolution: { it: 'Deliberazione', en: 'Resolution' },
  'service-order': { it: 'Ordine di servizio', en: 'Service order' },
  appointment: { it: 'Atto di nomina', en: 'Letter of appointment' },
  contract: { it: 'Contratto o convenzione', en: 'Contract or agreement' },
  other: { it: 'Altro atto', en: 'Other act' },
};

/** What a list of authorizations keeps. */
export const authorizationFilters = ['in-force', 'ending', 'to-begin', 'over', 'all'] as const;
/** Where an authorization stands on a day. */
export const authorizationStates = ['in-force', 'ending', 'to-begin', 'over', 'ended'] as const;
export type AuthorizationState = (typeof authorizationStates)[number];

/** How each state is called; the list keeps `over` together with `ended`. */
export const stateWords: Readonly<Record<AuthorizationState | 'all', Bilingual>> = {
  'in-force': { it: 'In vigore', en: 'In force' },
  ending: { it: 'In scadenza', en: 'Ending soon' },
  'to-begin': { it: 'Non ancora in vigore', en: 'Not yet in force' },
  over: { it: 'Scaduta', en: 'Over' },
  ended: { it: 'Terminata prima del tempo', en: 'Ended early' },
  all: { it: 'Tutte', en: 'All' },
};
