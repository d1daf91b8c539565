import { readFileSync } from 'node:fs';
import { addDays, type Day, dayAt } from '@varco/shared/days';
import type { AuthorizationFileQuery, ListedAuthorization } from '@varco/shared/formal-authorizations/api';
import { acts, stateWords } from '@varco/shared/formal-authorizations/words';
import { type Language, languages } from '@varco/shared/language';
import { stringify } from 'csv-stringify/sync';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { keepFromFormula } from '#core/formula';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { byWhom, findOrganization } from '#features/identity';
import { printPdf } from '#print/pdf';
import { listed, wantedOf } from './find-authorizations.ts';
import { listAuthorizations } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config'>;

/** A file that leaves; `missing` are the characters that no font of ours has. */
export interface WrittenList {
  readonly body: Buffer;
  readonly missing: readonly string[];
}

const AT_ONCE = 500;
/** A document of so many is some hundred pages long, and is printed within seconds. */
const MOST_PRINTED = 2_000;

const words = {
  it: {
    title: 'Persone formalmente autorizzate',
    of: (day: string) => `Situazione al ${day}`,
    kept: 'Comprese',
    search: 'Ricerca',
    none: 'Nessuna autorizzazione.',
    total: (count: number) => (count === 1 ? 'Una autorizzazione.' : `${count} autorizzazioni.`),
    person: 'Persona',
    act: 'Atto',
    number: 'Numero',
    actDate: "Data dell'atto",
    signer: 'Chi lo ha firmato',
    purpose: 'Per che cosa',
    note: 'Nota',
    from: 'Dal',
    to: 'Al',
    open: 'senza scadenza',
    endedOn: 'Non vale più dal',
    endReason: 'Perché è terminata',
    state: 'Stato',
    days: 'Validità',
    ofDay: (number: string, day: string) => `n. ${number} del ${day}`,
    sign: 'Luogo e data',
    signature: "Firma di chi rappresenta l'ente",
  },
  en: {
    title: 'People formally authorized',
    of: (day: string) => `As of ${day}`,
    kept: 'Included',
    search: 'Search',
    none: 'No authorization.',
    total: (count: number) => (count === 1 ? 'One authorization.' : `${count} authorizations.`),
    person: 'Person',
    act: 'Act',
    number: 'Number',
    actDate: 'Date of the act',
    signer: 'Signed by',
    purpose: 'What for',
    note: 'Note',
    from: 'From',
    to: 'To',
    open: 'no end',
    endedOn: 'No longer holds from',
    endReason: 'Why it was ended',
    state: 'State',
    days: 'Validity',
    ofDay: (number: string, day: string) => `no. ${number} of ${day}`,
    sign: 'Place and date',
    signature: 'Signature for the organization',
  },
} as const satisfies Record<Language, unknown>;

const template = readFileSync(new URL('./list.typ', import.meta.url), 'utf8');

/** The authorizations of a list as a table: byte order mark, semicolons, nothing that a spreadsheet would obey (requirements R4.31, R4.40). */
export async function exportAuthorizations(
  core: Needs,
  actor: SignedIn,
  query: AuthorizationFileQuery,
  language: Language,
): Promise<WrittenList> {
  const items = await all(core, actor, query);
  const said = words[language];
  const head = [
    said.person,
    said.act,
    said.number,
    said.actDate,
    said.signer,
    said.purpose,
    said.note,
    said.from,
    said.to,
    said.endedOn,
    said.endReason,
    said.state,
  ];
  const rows = items.map((one) => [
    one.user.name,
    acts[one.act][language],
    one.number,
    one.actDate,
    one.signer,
    one.purpose,
    one.note ?? '',
    one.from,
    one.to ?? '',
    one.endedOn ?? '',
    one.endReason ?? '',
    stateWords[one.state][language],
  ]);
  const cells = [head, ...rows].map((row) => row.map(keepFromFormula));
  await told(core, actor, query, { rows: items.length, format: 'CSV' });
  return { body: Buffer.from(stringify(cells, { bom: true, delimiter: ';', record_delimiter: 'windows' })), missing: [] };
}

/** The same as an accessible document with the organization, the day and room for a signature, by name. */
export async function printAuthorizations(
  core: Needs,
  actor: SignedIn,
  query: AuthorizationFileQuery,
  language: Language,
): Promise<WrittenList> {
  const { config, clock, db } = core;
  const items = await all(core, actor, query, MOST_PRINTED);
  const organization = await db.as({ organizations: [actor.organizationId] }, (tx) => findOrganization(tx, actor.organizationId));
  const said = words[language];
  const day = dayWriter(language);
  const name = organization?.name ?? '';
  const lines = items
    .toSorted((one, other) => one.user.name.localeCompare(other.user.name, language) || (one.from < other.from ? -1 : 1))
    .map((one) => ({
      person: one.user.name,
      act: `${acts[one.act][language]} ${said.ofDay(one.number, day(one.actDate))}`,
      signer: one.signer,
      purpose: one.purpose,
      days: `${day(one.from)} – ${one.to === null ? said.open : day(one.to)}`,
      // Ended on a day: it held until the day before.
      state:
        one.endedOn === null ? stateWords[one.state][language] : `${stateWords.ended[language]}: ${day(addDays(one.endedOn as Day, -1))}`,
    }));
  const { title, none, total, of, kept, search, ofDay: _, ...titles } = said;
  const data = {
    language,
    title: `${title}, ${name}`,
    heading: title,
    organization: name,
    about: [
      `${of(day(dayAt(config.timeZone, clock.now())))}.`,
      `${kept}: ${stateWords[query.state][language].toLocaleLowerCase(language)}.`,
      ...(query.search ? [`${search}: «${query.search}».`] : []),
      lines.length === 0 ? none : total(lines.length),
    ].join(' '),
    words: titles,
    lines,
  };
  const { pdf, missing } = await printPdf({ template, data });
  await told(core, actor, query, { rows: items.length, format: 'PDF' });
  return { body: pdf, missing };
}

/** What was taken is in the log before it leaves (requirements R4.40). */
const told = (
  core: Needs,
  actor: SignedIn,
  { search }: AuthorizationFileQuery,
  { rows, format }: { readonly rows: number; readonly format: string },
): Promise<void> =>
  core.db.as({ organizations: [...new Set([actor.organizationId, actor.homeId])] }, async (tx) =>
    record(tx, {
      at: core.clock.now(),
      event: 'authorizations-exported',
      organizationId: actor.organizationId,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, actor.organizationId, 'authorizations-exported', [
        { field: 'search', before: null, after: search ?? null },
        { field: 'rows', before: null, after: rows },
        { field: 'format', before: null, after: format },
      ]),
    }),
  );

/** Every page of the list, of the organization alone in whose log it is told; each is a transaction of its own. */
async function all(
  core: Needs,
  { organizationId }: SignedIn,
  query: AuthorizationFileQuery,
  atMost?: number,
): Promise<ListedAuthorization[]> {
  const wanted = wantedOf(core, query);
  const found: ListedAuthorization[] = [];
  for (let after: { lastDay: string; id: string } | undefined; ; ) {
    const rows = await core.db.as({ organizations: [organizationId] }, (tx) =>
      listAuthorizations(tx, organizationId, wanted, after, AT_ONCE),
    );
    found.push(...rows.map((row) => listed(row, wanted.today)));
    if (atMost !== undefined && found.length > atMost) throw new Refusal('formal-authorizations.too-many', { most: atMost });
    after = rows.at(-1);
    if (rows.length < AT_ONCE) return found;
  }
}

const locales: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB' };
const writers = Object.fromEntries(
  languages.map((language) => [language, new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone: 'UTC' })]),
) as Record<Language, Intl.DateTimeFormat>;

const dayWriter =
  (language: Language) =>
  (day: string): string =>
    writers[language].format(Date.parse(`${day}T00:00:00Z`));
