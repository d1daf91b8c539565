import type { UserFilter } from '@varco/shared/directory/api';
import { capitalized } from '../../../core/sentence.ts';
import { plural, texts } from '../../../core/texts.ts';

const it = plural('it');
const en = plural('en');

type Filters = Readonly<Record<UserFilter, string>>;

/** The words of the list of users. */
export const messages = texts({
  it: {
    users: 'Utenti',
    newUser: 'Nuovo utente',
    importUsers: 'Importa',
    exportUsers: 'Esporta',
    firstPasswords: 'Prime password',
    usersCaption: (shown: string) => `Utenti, ${shown}`,
    canEnter: (count: number, number: string) =>
      capitalized(it(count, { one: '1 persona può accedere ora.', other: `${number} persone possono accedere ora.` })),
    search: 'Cerca un utente',
    searchHint: 'Nome, cognome o nome utente',
    filter: 'Stato',
    sortBy: 'Ordina per',
    clear: 'Azzera i filtri',
    results: (count: number, number: string) => it(count, { one: '1 utente', other: `${number} utenti` }),
    person: 'Persona',
    kind: 'Tipo',
    state: 'Stato',
    lastAccess: 'Ultimo accesso',
    never: 'mai',
    administrator: 'Amministratore',
    user: 'Utente',
    filters: {
      'can-enter': 'Solo chi può accedere',
      all: 'Tutti',
      locked: 'Bloccati',
      disabled: 'Disabilitati',
      inactive: 'Inattivi',
      suspended: 'Sospesi per inattività',
      'out-of-validity': 'Fuori validità',
      'never-signed-in': 'Mai entrati',
      ceased: 'Cancellati',
    } satisfies Filters as Filters,
    nothingFound: 'Nessun utente trovato',
    asked: (search: string | undefined, state: string) => (search === undefined ? `Stato: ${state}` : `«${search}», stato: ${state}`),
    nothingFoundText: (search: string) => `Nessuno corrisponde a «${search}».`,
    nothingFoundIn: (search: string | undefined, state: string) =>
      search === undefined ? `Nessuno ha lo stato «${state}».` : `Nessuno con lo stato «${state}» corrisponde a «${search}».`,
    searchAll: 'Cerca tra tutti',
    showAll: 'Mostra tutti',
    hiddenNote: 'Gli utenti che non possono accedere non sono in questo elenco.',
    selection: {
      label: 'Utenti selezionati',
      pick: (name: string) => `Seleziona ${name}`,
      page: (count: number, number: string) =>
        it(count, { one: "Seleziona l'utente di questa pagina", other: `Seleziona i ${number} di questa pagina` }),
      some: (count: number, number: string) => it(count, { one: '1 selezionato', other: `${number} selezionati` }),
      allPicked: (number: string) => `Selezionati tutti i risultati: ${number}`,
      all: (number: string) => `Seleziona tutti i risultati (${number})`,
      none: 'Togli la selezione',
      prepare: 'Prepara prime password…',
    },
  },
  en: {
    users: 'Users',
    newUser: 'New user',
    importUsers: 'Import',
    exportUsers: 'Export',
    firstPasswords: 'First passwords',
    usersCaption: (shown: string) => `Users, ${shown}`,
    canEnter: (count: number, number: string) =>
      capitalized(en(count, { one: '1 person can sign in now.', other: `${number} people can sign in now.` })),
    search: 'Find a user',
    searchHint: 'Name or user name',
    filter: 'State',
    sortBy: 'Sort by',
    clear: 'Clear the filters',
    results: (count: number, number: string) => en(count, { one: '1 user', other: `${number} users` }),
    person: 'Person',
    kind: 'Kind',
    state: 'State',
    lastAccess: 'Last sign-in',
    never: 'never',
    administrator: 'Administrator',
    user: 'User',
    filters: {
      'can-enter': 'Only people who can sign in',
      all: 'Everybody',
      locked: 'Locked',
      disabled: 'Disabled',
      inactive: 'Inactive',
      suspended: 'Suspended for inactivity',
      'out-of-validity': 'Out of validity',
      'never-signed-in': 'Never signed in',
      ceased: 'Erased',
    } satisfies Filters as Filters,
    nothingFound: 'No user found',
    asked: (search: string | undefined, state: string) => (search === undefined ? `State: ${state}` : `"${search}", state: ${state}`),
    nothingFoundText: (search: string) => `Nobody matches "${search}".`,
    nothingFoundIn: (search: string | undefined, state: string) =>
      search === undefined ? `Nobody has the state "${state}".` : `Nobody with the state "${state}" matches "${search}".`,
    searchAll: 'Search everybody',
    showAll: 'Show everybody',
    hiddenNote: 'People who cannot sign in are not in this list.',
    selection: {
      label: 'Selected users',
      pick: (name: string) => `Select ${name}`,
      page: (count: number, number: string) =>
        en(count, { one: 'Select the user of this page', other: `Select the ${number} of this page` }),
      some: (count: number, number: string) => en(count, { one: '1 selected', other: `${number} selected` }),
      allPicked: (number: string) => `All results are selected: ${number}`,
      all: (number: string) => `Select all results (${number})`,
      none: 'Clear the selection',
      prepare: 'Prepare first passwords…',
    },
  },
});
