import type { Language } from '../language.ts';
import type { Action, Capability, Visibility } from './capabilities.ts';

/** How people call the functions of the product, what is done with them, and how far. */
export const grantNames: Readonly<Record<Language, Readonly<Record<Capability | Action, string>>>> = {
  it: {
    users: 'Utenti',
    structure: 'Servizi e unità',
    roles: 'Ruoli',
    'access-log': 'Accessi utenti',
    policy: 'Criteri',
    settings: 'Impostazioni',
    jobs: 'Attività automatiche',
    search: 'Ricerca',
    create: 'Creazione',
    modify: 'Modifica',
    delete: 'Cancellazione',
  },
  en: {
    users: 'Users',
    structure: 'Departments and units',
    roles: 'Roles',
    'access-log': 'Access log',
    policy: 'Policy',
    settings: 'Settings',
    jobs: 'Scheduled jobs',
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

/** A grant as the log writes it, `users.search=organization`, for people; what this version does not know stays as it stands. */
export function grantInWords(language: Language, written: string): string {
  const [, capability = '', action = '', visibility = ''] = /^(.+)\.([^.=]+)=(\w+)$/.exec(written) ?? [];
  const names: Readonly<Record<string, string | undefined>> = grantNames[language];
  const levels: Readonly<Record<string, string | undefined>> = visibilityNames[language];
  if (capability === '') return written;
  return `${names[capability] ?? capability}, ${names[action] ?? action}: ${levels[visibility] ?? visibility}`;
}
