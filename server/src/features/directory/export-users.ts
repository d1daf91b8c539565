import type { UserExportQuery } from '@varco/shared/directory/api';
import { licenceTexts, personKindNames } from '@varco/shared/identity/licences';
import { INSTALLATION, type OrganizationId } from '@varco/shared/ids';
import type { Language } from '@varco/shared/language';
import { stringify } from 'csv-stringify/sync';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { keepFromFormula } from '#core/formula';
import { detailOf, record } from '#features/access-log';
import { byWhom, requiringAuthorization } from '#features/identity';
import { locksOf } from '#features/sign-in';
import { knowsLogins } from './logins.ts';
import { type LockEnd, type Position, stateOf } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'config'>;

/** The columns in their order; our own import reads all but the last four, which tell what it does not decide. */
const columns = {
  it: [
    'Cognome',
    'Nome',
    'Nome completo',
    'Nome utente',
    'Codice fiscale',
    'Data di nascita',
    'Sesso',
    'E-mail',
    'Matricola',
    'Inizio validità',
    'Fine validità',
    'Licenza',
    'Tipo di persona',
    'Stato',
    'Tipo',
    'Ultimo accesso',
  ],
  en: [
    'Family name',
    'Given name',
    'Full name',
    'User name',
    'Tax code',
    'Date of birth',
    'Sex',
    'E-mail',
    'Employee number',
    'Valid from',
    'Valid to',
    'Licence',
    'Kind of person',
    'State',
    'Kind',
    'Last sign-in',
  ],
} as const satisfies Record<Language, readonly string[]>;

const words = {
  it: {
    administrator: 'Amministratore',
    user: 'Utente',
    states: {
      active: 'attivo',
      locked: 'bloccato',
      disabled: 'disabilitato',
      inactive: 'inattivo',
      suspended: 'sospeso per inattività',
      service: 'di servizio, non accede',
      'out-of-validity': 'fuori validità',
      'not-authorized': 'senza autorizzazione formale',
      ceased: 'persona cancellata',
    },
  },
  en: {
    administrator: 'Administrator',
    user: 'User',
    states: {
      active: 'active',
      locked: 'locked',
      disabled: 'disabled',
      inactive: 'inactive',
      suspended: 'suspended for inactivity',
      service: 'of a service, does not sign in',
      'out-of-validity': 'out of validity',
      'not-authorized': 'not formally authorized',
      ceased: 'person erased',
    },
  },
} as const;

/** The column of the user name. */
const LOGIN = columns.en.indexOf('User name');

/** A text that Excel takes for UTF-8. */
const BOM = '\ufeff';
const AT_ONCE = 500;

/**
 * The users of a list, all of its pages, as text that comes block by block (requirements R4.40, R5.25): never a secret, and kept from
 * being obeyed by a spreadsheet. That somebody took them is in the log before the first one leaves.
 */
export async function exportUsers(
  core: Needs,
  actor: Actor,
  scope: Scope,
  query: UserExportQuery,
  { language, stillAllowed }: { readonly language: Language; readonly stillAllowed: () => Promise<void> },
): Promise<AsyncGenerator<string>> {
  const at = core.clock.now();
  const organizationId = ownerOf(actor, scope);
  await core.db.as(scope, async (tx) =>
    record(tx, {
      at,
      event: 'users-exported',
      organizationId,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, organizationId, 'users-exported', [{ field: 'search', before: null, after: query.search ?? null }]),
    }),
  );
  return blocks(core, scope, query, language, { at, withLogins: knowsLogins(actor), stillAllowed });
}

const ownerOf = (actor: Actor, { organizations }: Scope): OrganizationId =>
  actor.kind === 'user' ? actor.organizationId : (organizations.find((id) => id !== INSTALLATION) ?? INSTALLATION);

async function* blocks(
  core: Needs,
  scope: Scope,
  query: UserExportQuery,
  language: Language,
  { at, withLogins, stillAllowed }: { at: Date; withLogins: boolean; stillAllowed: () => Promise<void> },
): AsyncGenerator<string> {
  const shown = (cells: readonly string[]): readonly string[] => (withLogins ? cells : cells.filter((_, place) => place !== LOGIN));
  yield BOM + toText([shown(columns[language])]);
  const sort = query.state === 'never-signed-in' ? 'name' : query.sort;
  for (let after: Position | undefined; ; ) {
    await stillAllowed();
    const { lines, locks } = await page(core, scope, query, sort, after, at);
    if (lines.length > 0) {
      yield toText(
        lines.map((line) => shown(cellsOf(line, locks.get(line.usernameMac.toString('hex'))?.lockedUntil ?? null, core, language, at))),
      );
    }
    after = lines.at(-1);
    if (lines.length < AT_ONCE || !after) return;
  }
}

/** Each page is a transaction of its own: however slow the reader, nobody waits for him. */
const page = (
  { db, config }: Pick<Needs, 'db' | 'config'>,
  scope: Scope,
  query: UserExportQuery,
  sort: 'name' | 'last-access',
  after: Position | undefined,
  at: Date,
) =>
  db.as(scope, async (tx) => {
    const filter = {
      state: query.state,
      zone: config.timeZone,
      at,
      requiring: await requiringAuthorization(tx),
      asked: await store.ask(tx, scope, query, { zone: config.timeZone, at }),
    };
    const lines = await store.listUsers(tx, scope, filter, sort, { after, limit: AT_ONCE });
    const locks = await locksOf(
      tx,
      lines.map((line) => line.usernameMac),
      at,
    );
    return { lines, locks };
  });

function cellsOf(line: store.PlacedLine, lockedUntil: LockEnd, { config }: Pick<Needs, 'config'>, language: Language, at: Date): string[] {
  const { administrator, user, states } = words[language];
  return [
    line.familyName,
    line.givenName,
    line.fullName,
    line.username,
    line.taxCode ?? '',
    line.birthDate ?? '',
    line.sex?.toUpperCase() ?? '',
    line.email ?? '',
    line.employeeNumber ?? '',
    line.validFrom ?? '',
    line.validTo ?? '',
    licenceTexts[line.licence][language].name,
    line.personKind === null ? '' : personKindNames[line.personKind][language],
    states[stateOf(line, lockedUntil, config.timeZone, at)],
    line.administrator ? administrator : user,
    line.lastAccessAt?.toISOString() ?? '',
  ];
}

const toText = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((cells) => cells.map(keepFromFormula)),
    { delimiter: ';', record_delimiter: '\r\n' },
  );
