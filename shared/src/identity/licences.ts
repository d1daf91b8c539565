import type { Day } from '../days.ts';
import type { Bilingual } from '../language.ts';
import type { Standing } from './user-status.ts';

/** The types of licence of a user, from a service's to the one that holds all programs (requirements R1.25). */
export const licences = ['service', 'base', 'collaboration', 'professional'] as const;
export type Licence = (typeof licences)[number];

/** What a program may ask of whoever uses it, the least first; nothing is made for services alone. */
export const leastLicences = ['base', 'collaboration', 'professional'] as const;
export type LeastLicence = (typeof leastLicences)[number];

/** The licence of who was given none. */
export const USUAL_LICENCE: Licence = 'professional';

/** The licence of a stored text. */
export const licenceOf = (text: string): Licence => licences.find((one) => one === text) ?? USUAL_LICENCE;

/** Whether a licence holds the programs that ask for at least this one. A service carries out the procedures of any program. */
export const covers = (licence: Licence, least: LeastLicence): boolean =>
  licence === 'service' || licences.indexOf(licence) >= licences.indexOf(least);

/** Whether a user holds a seat of his licence: he is neither set aside nor over, also when his days begin later (requirements R5.16). */
export const holdsSeat = ({ status, disabled, validTo }: Pick<Standing, 'status' | 'disabled' | 'validTo'>, today: Day): boolean =>
  status === 'active' && !disabled && (validTo === null || validTo >= today);

/** Whether a change gives somebody a seat that he did not have. */
export const takesSeat = (
  before: Standing & { readonly licence: Licence },
  after: Standing & { readonly licence: Licence },
  today: Day,
): boolean => holdsSeat(after, today) && (!holdsSeat(before, today) || before.licence !== after.licence);

/** What a licence is called, and for whom it is (requirements R1.25). */
export const licenceTexts: Readonly<Record<Licence, Readonly<Record<'it' | 'en', { readonly name: string; readonly what: string }>>>> = {
  service: {
    it: { name: 'Servizio', what: 'Per procedure che lavorano da sole. Non occupa un posto tra le licenze acquistate.' },
    en: { name: 'Service', what: 'For procedures that work by themselves. It takes no seat of those bought.' },
  },
  base: {
    it: { name: 'Base', what: 'Solo i programmi di base. Per clienti e fornitori.' },
    en: { name: 'Base', what: 'The basic programs only. For customers and suppliers.' },
  },
  collaboration: {
    it: { name: 'Collaboration', what: 'I programmi di base e quelli per lavorare insieme.' },
    en: { name: 'Collaboration', what: 'The basic programs and those for working together.' },
  },
  professional: {
    it: { name: 'Professional', what: 'Tutti i programmi.' },
    en: { name: 'Professional', what: 'Every program.' },
  },
};

/** What somebody who signs in may be to the organization (requirements R1.41). */
export const personKinds = ['internal', 'customer', 'supplier', 'agent', 'guest'] as const;
export type PersonKind = (typeof personKinds)[number];

/** What each kind is called. */
export const personKindNames: Readonly<Record<PersonKind, Bilingual>> = {
  internal: { it: 'Interno', en: 'Internal' },
  customer: { it: 'Cliente', en: 'Customer' },
  supplier: { it: 'Fornitore', en: 'Supplier' },
  agent: { it: 'Agente', en: 'Agent' },
  guest: { it: 'Ospite', en: 'Guest' },
};

/** The kind of a stored text; null: it names a service, and no person. */
export const personKindOf = (text: string): PersonKind | null => personKinds.find((one) => one === text) ?? null;
