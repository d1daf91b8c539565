import { grantInWords } from '../authorization/words.ts';
import { acts } from '../formal-authorizations/words.ts';
import { licenceTexts, personKindNames } from '../identity/licences.ts';
import { jobTexts } from '../jobs/messages.ts';
import type { Bilingual, Language } from '../language.ts';
import { policyValue, profileTexts, ruleTexts } from '../policy/messages.ts';
import type { PolicyRule, PolicyValues } from '../policy/rules.ts';
import { seatModeNames } from '../seats/words.ts';
import type { LogChanges } from './api.ts';
import { type ChangeKind, type DetailedEvent, type FieldOf, kindOf } from './changes.ts';
import type { LogEvent } from './events.ts';
import { logWords } from './words.ts';

type NamedField = Exclude<FieldOf<DetailedEvent>, PolicyRule>;

const fields: Readonly<Record<NamedField, Bilingual>> = {
  username: { it: 'Nome utente', en: 'User name' },
  familyName: { it: 'Cognome', en: 'Family name' },
  givenName: { it: 'Nome', en: 'Given name' },
  fullName: { it: 'Nome completo', en: 'Full name' },
  taxCode: { it: 'Codice fiscale', en: 'Tax code' },
  birthDate: { it: 'Data di nascita', en: 'Date of birth' },
  sex: { it: 'Sesso', en: 'Sex' },
  email: { it: 'E-mail', en: 'E-mail' },
  employeeNumber: { it: 'Matricola', en: 'Employee number' },
  status: { it: 'Stato', en: 'Status' },
  disabled: { it: 'Disabilitato', en: 'Disabled' },
  validFrom: { it: 'Inizio validità', en: 'Valid from' },
  validTo: { it: 'Fine validità', en: 'Valid to' },
  exemptFromInactivity: { it: 'Escluso dalla sospensione per inattività', en: 'Left out of the suspension for inactivity' },
  mustChangePassword: { it: 'Password da cambiare al prossimo accesso', en: 'Password to be changed at the next sign-in' },
  administrator: { it: 'Amministratore', en: 'Administrator' },
  locked: { it: 'Bloccato', en: 'Locked' },
  part: { it: 'Parte', en: 'Part' },
  people: { it: 'Persone', en: 'People' },
  format: { it: 'Formato del file', en: 'Format of the file' },
  search: { it: 'Ricerca', en: 'Search' },
  created: { it: 'Utenti creati', en: 'Users created' },
  changed: { it: 'Utenti modificati', en: 'Users changed' },
  skipped: { it: 'Righe lasciate fuori', en: 'Rows left out' },
  from: { it: 'Dal', en: 'From' },
  to: { it: 'Al', en: 'To' },
  rows: { it: 'Righe', en: 'Rows' },
  organization: { it: 'Ente', en: 'Organization' },
  profile: { it: 'Profilo', en: 'Profile' },
  reason: { it: 'Motivo', en: 'Reason' },
  statement: { it: 'Testo', en: 'Text' },
  version: { it: 'Versione', en: 'Version' },
  ownItalian: { it: "Italiano scritto dall'ente", en: 'Italian written by the organization' },
  ownEnglish: { it: "Inglese scritto dall'ente", en: 'English written by the organization' },
  file: { it: 'File', en: 'File' },
  keysInside: { it: 'Chiave segreta nel file', en: 'Secret key in the file' },
  holdsUntil: { it: 'Contiene i dati fino al', en: 'Holds the data until' },
  tables: { it: 'Tabelle', en: 'Tables' },
  job: { it: 'Lavoro', en: 'Job' },
  actsFrom: { it: 'Vale dal', en: 'Holds from' },
  month: { it: 'Mese', en: 'Month' },
  firstRow: { it: 'Prima riga', en: 'First row' },
  lastRow: { it: 'Ultima riga', en: 'Last row' },
  department: { it: 'Servizio', en: 'Department' },
  unit: { it: 'Unità operativa', en: 'Unit' },
  nameEnglish: { it: 'Nome inglese', en: 'English name' },
  active: { it: 'Attivo', en: 'Active' },
  site: { it: 'Sede', en: 'Site' },
  placed: { it: 'Collocato', en: 'Placed' },
  qualification: { it: 'Qualifica', en: 'Qualification' },
  role: { it: 'Ruolo', en: 'Role' },
  description: { it: 'Descrizione', en: 'Description' },
  descriptionEnglish: { it: 'Descrizione inglese', en: 'English description' },
  forUnplaced: { it: 'Per non collocati', en: 'For people placed nowhere' },
  grants: { it: 'Autorizzazioni', en: 'Grants' },
  conditions: { it: 'Condizioni', en: 'Conditions' },
  addresses: { it: 'Indirizzi ammessi', en: 'Addresses admitted' },
  group: { it: 'Gruppo', en: 'Group' },
  groupKind: { it: 'Tipo di gruppo', en: 'Kind of group' },
  parent: { it: 'Sotto il gruppo', en: 'Under the group' },
  descriptive: { it: 'Descrittivo', en: 'Descriptive' },
  heads: { it: 'Responsabili', en: 'Heads' },
  proposed: { it: 'Predefinito', en: 'Default' },
  application: { it: 'Applicazione', en: 'Application' },
  settings: { it: 'Impostazioni', en: 'Settings' },
  valuesAside: { it: 'Valori messi da parte', en: 'Values put aside' },
  code: { it: 'Codice', en: 'Code' },
  organizations: { it: 'Enti serviti', en: 'Organizations served' },
  functions: { it: 'Funzioni', en: 'Functions' },
  isToldWhy: { it: 'Riceve i motivi', en: 'Told the reasons' },
  maySearch: { it: 'Può cercare chi può', en: 'May search who may' },
  ofInstallation: { it: "Dell'intera installazione", en: 'Of the whole installation' },
  departments: { it: 'Servizi creati o modificati', en: 'Departments created or changed' },
  units: { it: 'Unità create o modificate', en: 'Units created or changed' },
  placements: { it: 'Collocazioni create o modificate', en: 'Placements created or changed' },
  need: { it: 'Che cosa serve', en: 'What is needed' },
  reference: { it: 'Operatore di riferimento', en: 'Reference operator' },
  granted: { it: 'Concessa', en: 'Granted' },
  answer: { it: 'Risposta', en: 'Answer' },
  assistance: { it: "Ammette l'assistenza", en: 'Admits assistance' },
  delegator: { it: 'Delegante', en: 'Delegator' },
  delegate: { it: 'Delegato', en: 'Delegate' },
  key: { it: 'Impronta della chiave', en: 'Fingerprint of the key' },
  registryCode: { it: 'Codice', en: 'Code' },
  pec: { it: 'PEC', en: 'Certified mail' },
  phone: { it: 'Telefono', en: 'Telephone' },
  loginId: { it: 'ID di accesso', en: 'Access ID' },
  timeZone: { it: 'Fuso orario', en: 'Time zone' },
  bandColor: { it: 'Colore della fascia', en: 'Colour of the band' },
  logo: { it: 'Logo', en: 'Logo' },
  worker: { it: 'Le attività girano come', en: 'Jobs run as' },
  ownDoor: { it: 'Indirizzo di accesso proprio', en: 'Own sign-in address' },
  oneRoleOnly: { it: 'Un solo ruolo per utente', en: 'One role for each user' },
  act: { it: 'Atto', en: 'Act' },
  number: { it: 'Numero', en: 'Number' },
  actDate: { it: "Data dell'atto", en: 'Date of the act' },
  signer: { it: 'Chi lo ha firmato', en: 'Signed by' },
  purpose: { it: 'Per che cosa', en: 'What for' },
  note: { it: 'Nota', en: 'Note' },
  endedOn: { it: 'Non vale più dal', en: 'No longer holds from' },
  authorizationRequired: { it: 'Autorizzazione formale obbligatoria', en: 'Formal authorization required' },
  enabled: { it: 'Abilitato', en: 'Enabled' },
  everywhere: { it: 'Tutti gli enti', en: 'All organizations' },
  licence: { it: 'Licenza', en: 'Licence' },
  bought: { it: 'Posti acquistati', en: 'Seats bought' },
  mode: { it: 'Come si contano', en: 'How they are counted' },
  noSessions: { it: 'Non apre sessioni', en: 'Opens no session' },
  personKind: { it: 'Tipo di persona', en: 'Kind of person' },
};

const choices: Readonly<Partial<Record<ChangeKind, Readonly<Record<string, Bilingual>>>>> = {
  status: {
    active: { it: 'attivo', en: 'active' },
    inactive: { it: 'inattivo', en: 'inactive' },
    suspended: { it: 'sospeso per inattività', en: 'suspended for inactivity' },
  },
  'group-kind': {
    organizational: { it: 'organizzativo', en: 'organizational' },
    security: { it: 'di sicurezza', en: 'of security' },
    sharing: { it: 'di condivisione', en: 'for sharing' },
  },
  licence: Object.fromEntries(Object.entries(licenceTexts).map(([name, { it, en }]) => [name, { it: it.name, en: en.name }])),
  seats: { ...seatModeNames, unlimited: { it: 'senza limite', en: 'no limit' } },
  'person-kind': personKindNames,
  act: acts,
  sex: { f: { it: 'femmina', en: 'female' }, m: { it: 'maschio', en: 'male' } },
  statement: {
    accessibility: { it: 'Dichiarazione di accessibilità', en: 'Accessibility statement' },
    privacy: { it: 'Informativa sulla privacy', en: 'Privacy notice' },
  },
};

/** What stands where there is no value. */
const noValue: Bilingual = { it: 'nessun valore', en: 'no value' };

/** How a change that cannot be read any more is told. */
export const changesLost: Readonly<Record<'erased' | 'unreadable', Bilingual>> = {
  erased: { it: 'I valori di prima e di dopo sono stati cancellati.', en: 'The values before and after were erased.' },
  unreadable: {
    it: "I valori di prima e di dopo non si possono leggere: manca la chiave dell'ente.",
    en: 'The values before and after cannot be read: the key of the organization is missing.',
  },
};

const isRule = (field: string): field is PolicyRule => Object.hasOwn(ruleTexts, field);

/** How a field is called; one that this version does not know is called as it stands. */
export function fieldName(language: Language, event: LogEvent, field: string): string {
  if (kindOf(event, field) === 'rule' && isRule(field)) return ruleTexts[field][language].name;
  return Object.hasOwn(fields, field) ? fields[field as NamedField][language] : field;
}

type Value = LogChanges['items'][number]['before'];

/** A value before or after, as people read it; `day` writes a calendar day. */
export function changedValue(
  language: Language,
  event: LogEvent,
  field: string,
  value: Value,
  day: (day: string) => string = (plain) => plain,
): string {
  if (value === null || value === '') return noValue[language];
  const kind = kindOf(event, field);
  if (kind === 'rule' && isRule(field)) return policyValue(language, field, value as PolicyValues[PolicyRule]);
  if (typeof value === 'boolean') return { it: value ? 'sì' : 'no', en: value ? 'yes' : 'no' }[language];
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
  if (kind === 'grants' && typeof value !== 'string')
    return new Intl.ListFormat(language).format(value.map((one) => grantInWords(language, one)));
  if (typeof value !== 'string') return new Intl.ListFormat(language).format(value);
  if (kind === 'day') return day(value);
  if (kind === 'profile' && Object.hasOwn(profileTexts, value)) return profileTexts[value as keyof typeof profileTexts][language].name;
  if (kind === 'job' && Object.hasOwn(jobTexts, value)) return jobTexts[value as keyof typeof jobTexts].name[language];
  return choices[kind]?.[value]?.[language] ?? value;
}

/** What an event is called that makes something or takes it away; `named` is the field that has no value before the one, none after the other. */
interface Turn {
  readonly named: string;
  readonly made: Bilingual;
  readonly removed: Bilingual;
}

const turns: Readonly<Partial<Record<LogEvent, Turn>>> = {
  'department-changed': {
    named: 'department',
    made: { it: 'Servizio creato', en: 'Department created' },
    removed: { it: 'Servizio eliminato', en: 'Department deleted' },
  },
  'unit-changed': {
    named: 'unit',
    made: { it: 'Unità operativa creata', en: 'Unit created' },
    removed: { it: 'Unità operativa eliminata', en: 'Unit deleted' },
  },
  'placement-changed': {
    named: 'from',
    made: { it: 'Collocazione aggiunta', en: 'Placement added' },
    removed: { it: 'Collocazione tolta', en: 'Placement removed' },
  },
  'role-changed': {
    named: 'role',
    made: { it: 'Ruolo creato', en: 'Role created' },
    removed: { it: 'Ruolo eliminato', en: 'Role deleted' },
  },
  'assignment-changed': {
    named: 'role',
    made: { it: 'Ruolo assegnato', en: 'Role given' },
    removed: { it: 'Ruolo tolto', en: 'Role withdrawn' },
  },
  'group-changed': {
    named: 'group',
    made: { it: 'Gruppo creato', en: 'Group created' },
    removed: { it: 'Gruppo eliminato', en: 'Group deleted' },
  },
  'group-membership-changed': {
    named: 'group',
    made: { it: 'Persona aggiunta a un gruppo', en: 'Person added to a group' },
    removed: { it: 'Persona tolta da un gruppo', en: 'Person taken out of a group' },
  },
  'group-role-changed': {
    named: 'group',
    made: { it: 'Ruolo dato a un gruppo', en: 'Role given to a group' },
    removed: { it: 'Ruolo tolto a un gruppo', en: 'Role withdrawn from a group' },
  },
  'organization-changed': {
    named: 'organization',
    made: { it: 'Ente creato', en: 'Organization created' },
    removed: { it: 'Ente eliminato', en: 'Organization deleted' },
  },
  'application-changed': {
    named: 'application',
    made: { it: 'Applicazione registrata', en: 'Application registered' },
    removed: { it: 'Applicazione eliminata', en: 'Application deleted' },
  },
};

/** What a line of the log tells: made, changed or taken away, as far as its values before and after can be read. */
export function eventInWords(language: Language, event: LogEvent, changes: Pick<LogChanges, 'items'> | null = null): string {
  const turn = turns[event];
  const name = turn && changes?.items.find(({ field }) => field === turn.named);
  if (turn && name?.before === null && name.after !== null) return turn.made[language];
  if (turn && name?.after === null && name.before !== null) return turn.removed[language];
  return logWords[language].events[event];
}

/** All the changes of a line in one text. */
export function changesInWords(language: Language, event: LogEvent, changes: LogChanges | null): string {
  if (changes === null) return '';
  if (changes.erased) return changesLost.erased[language];
  if (changes.unreadable) return changesLost.unreadable[language];
  return changes.items
    .map(({ field, before, after }) => {
      const [name, was, is] = [
        fieldName(language, event, field),
        changedValue(language, event, field, before),
        changedValue(language, event, field, after),
      ];
      return before === null ? `${name}: ${is}` : `${name}: ${was} → ${is}`;
    })
    .join('; ');
}
