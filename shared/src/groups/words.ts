import { nameIn } from '../authorization/words.ts';
import type { Language } from '../language.ts';
import type { GroupKind, GroupLapse } from './api.ts';

/** How people call the kinds of groups, one and many. */
export const groupKindNames: Readonly<Record<Language, Readonly<Record<GroupKind, { readonly one: string; readonly many: string }>>>> = {
  it: {
    organizational: { one: 'Organizzativo', many: 'Gruppi organizzativi' },
    security: { one: 'Di sicurezza', many: 'Gruppi di sicurezza' },
    sharing: { one: 'Di condivisione', many: 'Gruppi di condivisione' },
  },
  en: {
    organizational: { one: 'Organizational', many: 'Organizational groups' },
    security: { one: 'Security', many: 'Security groups' },
    sharing: { one: 'Sharing', many: 'Sharing groups' },
  },
};

/** Why a role that comes through a group gives nothing today. */
export const groupLapseNames: Readonly<Record<Language, Readonly<Record<GroupLapse, string>>>> = {
  it: {
    'membership-not-yet': 'non ancora: l’appartenenza inizia più avanti',
    'membership-over': 'finito: l’appartenenza è finita',
    'group-inactive': 'non dà nulla: un gruppo non è attivo',
    'group-descriptive': 'non dà nulla: un gruppo è descrittivo',
    'not-yet': 'non ancora iniziato',
    over: 'finito',
    'role-inactive': 'non dà nulla: ruolo non attivo',
  },
  en: {
    'membership-not-yet': 'not yet: the membership begins later',
    'membership-over': 'over: the membership is over',
    'group-inactive': 'gives nothing: a group is switched off',
    'group-descriptive': 'gives nothing: a group is descriptive',
    'not-yet': 'not yet begun',
    over: 'over',
    'role-inactive': 'gives nothing: role switched off',
  },
};

/** The way through groups in words, from the group in which somebody is down to the one that carries the role. */
export const throughGroups = (language: Language, path: readonly { readonly name: string; readonly nameEnglish: string }[]): string =>
  path.length === 0
    ? { it: 'un gruppo di sicurezza', en: 'a security group' }[language]
    : path.map((group) => nameIn(language, group)).join(' > ');

/** The words of the table of groups. */
export const groupWords = {
  it: {
    yes: 'sì',
    no: 'no',
    columns: ['Tipo', 'Percorso', 'Gruppo', 'Gruppo in inglese', 'Descrittivo', 'Attivo', 'Sede', 'Persone oggi', 'Ruoli'],
  },
  en: {
    yes: 'yes',
    no: 'no',
    columns: ['Kind', 'Path', 'Group', 'Group in English', 'Descriptive', 'Active', 'Site', 'People today', 'Roles'],
  },
} as const satisfies Record<Language, { yes: string; no: string; columns: readonly string[] }>;
