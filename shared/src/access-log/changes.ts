import { enforced } from '../policy/rules.ts';
import type { LogEvent } from './events.ts';

/** How a value is said to people: as it is, as a calendar day, yes or no, one of the words of its kind, or as the policy says its rule. */
export type ChangeKind =
  | 'text'
  | 'day'
  | 'yes-no'
  | 'number'
  | 'list'
  | 'status'
  | 'sex'
  | 'profile'
  | 'statement'
  | 'job'
  | 'rule'
  | 'grants'
  | 'group-kind'
  | 'licence'
  | 'seats'
  | 'person-kind'
  | 'act';

/** A value before or after; null: there was none. */
export type ChangeValue = string | number | boolean | readonly string[] | null;

/** What a fact changed in one field. */
export interface Change<Field extends string = string> {
  readonly field: Field;
  readonly before: ChangeValue;
  readonly after: ChangeValue;
}

const user = {
  username: 'text',
  familyName: 'text',
  givenName: 'text',
  fullName: 'text',
  taxCode: 'text',
  birthDate: 'day',
  sex: 'sex',
  email: 'text',
  employeeNumber: 'text',
  status: 'status',
  disabled: 'yes-no',
  validFrom: 'day',
  validTo: 'day',
  exemptFromInactivity: 'yes-no',
  mustChangePassword: 'yes-no',
  administrator: 'yes-no',
  licence: 'licence',
  noSessions: 'yes-no',
  personKind: 'person-kind',
} as const satisfies Record<string, ChangeKind>;

const authorization = {
  act: 'act',
  number: 'text',
  actDate: 'day',
  signer: 'text',
  purpose: 'text',
  note: 'text',
  from: 'day',
  to: 'day',
  endedOn: 'day',
  reason: 'text',
} as const satisfies Record<string, ChangeKind>;

const rules = Object.fromEntries(enforced.map((rule) => [rule, 'rule'])) as Record<(typeof enforced)[number], 'rule'>;

/**
 * The events that say what was before and what is after (requirements R3.56, D5), with the fields each may name. Never a password, a
 * hash or a key: there is no field for one.
 */
export const changeFields = {
  'user-created': user,
  'user-changed': user,
  'user-deactivated': user,
  'user-activated': user,
  'user-disabled': user,
  'user-enabled': user,
  'user-suspended': user,
  'user-unlocked': { locked: 'yes-no' },
  'password-reset': { mustChangePassword: 'yes-no' },
  'first-password-made': { mustChangePassword: 'yes-no' },
  'first-passwords-downloaded': { part: 'number', people: 'number', format: 'text' },
  'users-exported': { search: 'text' },
  'users-imported': { created: 'number', changed: 'number', skipped: 'number' },
  'log-exported': { from: 'day', to: 'day', rows: 'number', format: 'text' },
  'installation-set-up': { organization: 'text', profile: 'profile', administrator: 'text' },
  'policy-changed': { ...rules, reason: 'text' },
  'statement-changed': { statement: 'statement', version: 'number', ownItalian: 'yes-no', ownEnglish: 'yes-no' },
  'backup-made': { file: 'text', keysInside: 'yes-no', holdsUntil: 'text' },
  'installation-exported': { file: 'text', keysInside: 'yes-no', tables: 'number', rows: 'number' },
  'installation-imported': { holdsUntil: 'text', version: 'text' },
  'installation-restored': { holdsUntil: 'text', version: 'text' },
  'keys-rotated': { key: 'text' },
  'department-changed': { department: 'text', nameEnglish: 'text', active: 'yes-no' },
  'unit-changed': { unit: 'text', department: 'text', nameEnglish: 'text', site: 'text', active: 'yes-no' },
  'placement-changed': { placed: 'yes-no', unit: 'text', from: 'day', to: 'day', qualification: 'text' },
  'role-changed': {
    role: 'text',
    department: 'text',
    nameEnglish: 'text',
    description: 'text',
    descriptionEnglish: 'text',
    forUnplaced: 'yes-no',
    active: 'yes-no',
    grants: 'grants',
    conditions: 'list',
    addresses: 'list',
  },
  'assignment-changed': { role: 'text', unit: 'text', from: 'day', to: 'day', proposed: 'yes-no' },
  'administration-changed': { administrator: 'yes-no', ofInstallation: 'yes-no' },
  'unit-chosen': { unit: 'text' },
  'group-changed': {
    group: 'text',
    groupKind: 'group-kind',
    parent: 'text',
    nameEnglish: 'text',
    description: 'text',
    descriptionEnglish: 'text',
    descriptive: 'yes-no',
    active: 'yes-no',
    site: 'text',
    heads: 'list',
  },
  'group-membership-changed': { group: 'text', from: 'day', to: 'day' },
  'group-role-changed': { group: 'text', role: 'text', unit: 'text', from: 'day', to: 'day' },
  'organization-chosen': { organization: 'text', proposed: 'text' },
  'organization-changed': {
    organization: 'text',
    registryCode: 'text',
    taxCode: 'text',
    pec: 'text',
    email: 'text',
    phone: 'text',
    site: 'text',
    loginId: 'text',
    timeZone: 'text',
    active: 'yes-no',
    oneRoleOnly: 'yes-no',
    ownDoor: 'yes-no',
    bandColor: 'text',
    logo: 'text',
    assistance: 'yes-no',
  },
  'authorization-given': authorization,
  'authorization-changed': authorization,
  'authorization-ended': authorization,
  'authorization-requirement-changed': { authorizationRequired: 'yes-no', people: 'number' },
  'authorizations-exported': { search: 'text', rows: 'number', format: 'text' },
  'enablement-changed': { organization: 'text', enabled: 'yes-no', everywhere: 'yes-no', proposed: 'text', licence: 'licence' },
  'application-changed': {
    application: 'text',
    code: 'text',
    nameEnglish: 'text',
    description: 'text',
    active: 'yes-no',
    organizations: 'text',
    functions: 'text',
    isToldWhy: 'yes-no',
    maySearch: 'yes-no',
  },
  'application-secret-made': { application: 'text' },
  'application-secret-withdrawn': { application: 'text' },
  'settings-schema-changed': { application: 'text', settings: 'list', valuesAside: 'number' },
  'common-settings-changed': { application: 'text', settings: 'list' },
  'user-settings-changed': { application: 'text', settings: 'list' },
  'people-searched': { application: 'text', search: 'text', rows: 'number' },
  'structure-imported': { departments: 'number', units: 'number', placements: 'number' },
  'seats-changed': { licence: 'licence', bought: 'seats', mode: 'seats' },
  'delegation-made': { delegator: 'text', delegate: 'text', role: 'text', from: 'day', to: 'day', reason: 'text' },
  'delegation-ended': { delegator: 'text', delegate: 'text', to: 'day' },
  'delegation-taken': { delegator: 'text', to: 'day' },
  'delegation-left': { delegator: 'text' },
  'assistance-asked': { need: 'text', from: 'day', to: 'day', reference: 'text', unit: 'text' },
  'assistance-decided': { granted: 'yes-no', answer: 'text', need: 'text', to: 'day' },
  'assistance-ended': { need: 'text', to: 'day' },
  'assistance-entered': { reference: 'text', purpose: 'text', to: 'day' },
  'assistance-left': { reference: 'text' },
  'run-asked': { job: 'job' },
  'run-cancelled': { job: 'job' },
  'job-worker-changed': { worker: 'text' },
  'retention-changed': { logRetentionDays: 'rule', actsFrom: 'text', reason: 'text' },
  'log-purged': { month: 'text', rows: 'number', firstRow: 'text', lastRow: 'text', logRetentionDays: 'rule' },
} as const satisfies Partial<Record<LogEvent, Record<string, ChangeKind>>>;

/** An event that says what changed. */
export type DetailedEvent = keyof typeof changeFields;
/** A field that this event may name. */
export type FieldOf<Event extends DetailedEvent> = Event extends DetailedEvent ? keyof (typeof changeFields)[Event] & string : never;

/** How a field of an event is said; a field this version does not know is said as it stands. */
export const kindOf = (event: LogEvent, field: string): ChangeKind =>
  (changeFields as Partial<Record<LogEvent, Readonly<Record<string, ChangeKind>>>>)[event]?.[field] ?? 'text';

/** What differs between two records, field by field in the given order; without a record before, everything that has a value. */
export function changesBetween<Field extends string>(
  fields: readonly Field[],
  before: Readonly<Partial<Record<Field, ChangeValue>>> | undefined,
  after: Readonly<Partial<Record<Field, ChangeValue>>>,
): Change<Field>[] {
  return fields.flatMap((field) => {
    const [was, is] = [before?.[field] ?? null, after[field] ?? null];
    const isNothing = before === undefined && (is === null || is === '' || is === false);
    return was === is || isNothing ? [] : [{ field, before: was, after: is }];
  });
}

const normal = (value: ChangeValue): ChangeValue =>
  typeof value === 'string' ? value.normalize('NFC') : Array.isArray(value) ? value.map((one: string) => one.normalize('NFC')) : value;

/** The one writing of a list of changes that a commitment covers: fields in the order of their names, texts in NFC, no blanks. */
export const canonicalChanges = (changes: readonly Change[]): string =>
  JSON.stringify(
    changes
      .toSorted((a, b) => (a.field < b.field ? -1 : 1))
      .map(({ field, before, after }) => ({ after: normal(after), before: normal(before), field })),
  );
