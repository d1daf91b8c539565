import type { Language } from '../language.ts';
import type { Action, Capability, Visibility } from './capabilities.ts';

/** How people call the functions of the product, what is done with them, and how far. */
export const grantNames: Readonly<Record<Language, Readonly<Record<Capability | Action, string>>>> = {
  it: {
    users: 'Utenti',
    structure: 'Servizi e unità',
    roles: 'Ruoli',
    groups: 'Gruppi',
    delegations: 'Deleghe degli altri',
    'formal-authorizations': 'Autorizzazioni formali',
    assistance: 'Richieste di assistenza',
    'access-log': 'Accessi utenti',
    policy: 'Criteri',
    settings: 'Impostazioni',
    applications: 'Applicazioni',
    jobs: 'Attività automatiche',
    organizations: 'Enti',
    search: 'Ricerca',
    create: 'Creazione',
    modify: 'Modifica',
    delete: 'Cancellazione',
  },
  en: {
    users: 'Users',
    structure: 'Departments and units',
    roles: 'Roles',
    groups: 'Groups',
    delegations: 'Delegations of others',
    'formal-authorizations': 'Formal authorizations',
    assistance: 'Requests for assistance',
    'access-log': 'Access log',
    policy: 'Policy',
    settings: 'Settings',
    applications: 'Applications',
    jobs: 'Scheduled jobs',
    organizations: 'Organizations',
    search: 'Search',
    create: 'Create',
    modify: 'Modify',
    delete: 'Delete',
  },
};

/** How far an action reaches, in words (requirements R2.40). */
export const visibilityNames: Readonly<Record<Language, Readonly<Record<Visibility, string>>>> = {
  it: { department: 'Servizio', organization: 'Ente', all: 'Tutti' },
  en: { department: 'Department', organization: 'Organization', all: 'All' },
};

type GridWord =
  | 'role'
  | 'department'
  | 'whole'
  | 'capability'
  | 'further'
  | 'condition'
  | 'none'
  | 'notAdmitted'
  | 'not-registered'
  | 'switched-off';

/** What stands in a cell of the grid where there is no level, and of whom a role is that no department has. */
export const gridWords: Readonly<Record<Language, Readonly<Record<GridWord, string>>>> = {
  it: {
    role: 'Ruolo',
    department: 'Servizio',
    whole: 'Tutto l’ente',
    capability: 'Funzione',
    further: 'Altre azioni',
    condition: 'Condizione',
    none: 'No',
    notAdmitted: 'non ammessa',
    'not-registered': 'non più registrata: non dà nulla',
    'switched-off': 'applicazione non attiva: per ora non dà nulla',
  },
  en: {
    role: 'Role',
    department: 'Department',
    whole: 'Whole organization',
    capability: 'Function',
    further: 'Further actions',
    condition: 'Condition',
    none: 'No',
    notAdmitted: 'not admitted',
    'not-registered': 'no longer registered: gives nothing',
    'switched-off': 'application switched off: gives nothing for now',
  },
};

/** How a function is called; one that this version does not know is called as it stands. */
export const capabilityName = (language: Language, capability: string): string =>
  Object.hasOwn(grantNames[language], capability) ? grantNames[language][capability as Capability] : capability;

/** The name in the reader's language; without an English one, the Italian (requirements R1.13). */
export const nameIn = (language: Language, { name, nameEnglish }: { readonly name: string; readonly nameEnglish: string }): string =>
  language === 'en' && nameEnglish !== '' ? nameEnglish : name;

/** A grant as the log writes it, `users.search=organization`, for people; what this version does not know stays as it stands. */
export function grantInWords(language: Language, written: string): string {
  const [, capability = '', action = '', visibility = ''] = /^(.+)\.([^.=]+)=(\w*)$/.exec(written) ?? [];
  const names: Readonly<Record<string, string | undefined>> = grantNames[language];
  const levels: Readonly<Record<string, string | undefined>> = visibilityNames[language];
  if (capability === '') return written;
  const what = `${names[capability] ?? capability}, ${names[action] ?? action}`;
  return visibility === '' ? what : `${what}: ${levels[visibility] ?? visibility}`;
}
