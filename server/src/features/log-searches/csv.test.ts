import type { LogEntry } from '@varco/shared/access-log/api';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvWriter } from './csv.ts';

const entry = (more: Partial<LogEntry> = {}): LogEntry => ({
  id: '812.1',
  at: '2026-11-21T09:27:33.120Z',
  event: 'signed-in',
  reason: null,
  user: { id: '0197a000-0000-7000-8000-000000000002', name: 'De Santis Elena', username: 'e.desantis' },
  actor: null,
  onBehalfOf: null,
  object: null,
  session: '77',
  count: 1,
  lockedUntil: null,
  address: '192.0.2.10',
  browser: 'Firefox 140 Linux',
  channel: 'web',
  signedOut: { at: '2026-11-21T10:00:00.000Z', reason: 'voluntary' },
  changes: null,
  ...more,
});

const all = ['at', 'user', 'what', 'where', 'exit', 'actor', 'channel', 'session', 'line'] as const;

test('R4.40 a file begins with the mark of UTF-8, has semicolons, a row of headings, ISO instants with their distance from UTC', () => {
  const csv = csvWriter(all, 'it', 'Europe/Rome');

  const text = csv.header() + csv.rows([entry()]);

  expect(text).toBe(
    '\uFEFFData e ora;Nome utente;Nome;Evento;Motivo;Bloccato fino a;Modifiche;Indirizzo;Browser;Uscita;Motivo uscita;Fatto da;Per delega di;Canale;Sessione;Oggetto modificato;Riga\r\n' +
      '2026-11-21T10:27:33.120+01:00;e.desantis;De Santis Elena;Accesso riuscito;;;;192.0.2.10;Firefox 140 Linux;' +
      '2026-11-21T11:00:00.000+01:00;uscita con Esci;;;Web;77;;812.1\r\n',
  );
});

test('R3.59 a file says both names, and R2.44 which thing was changed', () => {
  const role = '0197a000-0000-7000-8000-00000000000a';
  const [actor, onBehalfOf] = ['Rossi Anna', 'Bianchi Ugo'].map((name) => ({ id: '0197a000-0000-7000-8000-000000000003', name }));
  const changed = entry({
    event: 'role-changed',
    user: null,
    signedOut: null,
    actor: actor ?? null,
    onBehalfOf: onBehalfOf ?? null,
    object: role,
  });

  expect(csvWriter(['at', 'actor', 'line'], 'en', 'UTC').rows([changed])).toBe(
    `2026-11-21T09:27:33.120+00:00;Rossi Anna;Bianchi Ugo;${role};812.1\r\n`,
  );
});

test('R4.40 an apostrophe stands before what a spreadsheet would take for a formula, and quotes keep a value in its place', () => {
  const csv = csvWriter(['at', 'user'], 'en', 'UTC');
  const names = ['=1+1', '+39', '-2', '@x', '\tx', '\rx', 'plain; "quoted"\nin two lines', "'kept"];

  const rows = parse(csv.rows(names.map((name) => entry({ user: { id: '0197a000-0000-7000-8000-000000000002', name, username: name } }))), {
    delimiter: ';',
    record_delimiter: '\r\n',
  }) as string[][];

  expect(rows.map(([, , name]) => name)).toEqual(["'=1+1", "'+39", "'-2", "'@x", "'\tx", "'\rx", 'plain; "quoted"\nin two lines', "'kept"]);
  expect(rows.every((row) => row.length === 3)).toBe(true);
});

test('D9 the distance from UTC is that of the instant, also across the change of the clock and in zones of half an hour', () => {
  const at = (zone: string, instants: string[]) =>
    csvWriter(['at'], 'it', zone)
      .rows(instants.map((instant) => entry({ at: instant })))
      .trim()
      .split('\r\n');

  expect(at('Europe/Rome', ['2026-10-25T00:59:59.999Z', '2026-10-25T01:00:00.000Z'])).toEqual([
    '2026-10-25T02:59:59.999+02:00',
    '2026-10-25T02:00:00.000+01:00',
  ]);
  expect(at('Asia/Kathmandu', ['2026-11-21T00:00:00.000Z'])).toEqual(['2026-11-21T05:45:00.000+05:45']);
  expect(at('America/St_Johns', ['2026-11-21T00:00:00.000Z'])).toEqual(['2026-11-20T20:30:00.000-03:30']);
  expect(at('UTC', ['2026-11-21T00:00:00.000Z'])).toEqual(['2026-11-21T00:00:00.000+00:00']);
});

test('R3.5 a refusal says its reason and until when the name is locked', () => {
  const csv = csvWriter(['at', 'what'], 'it', 'UTC');
  const refused = { event: 'sign-in-refused', reason: 'locked', signedOut: null } as const;

  expect(csv.rows([entry({ ...refused, lockedUntil: 'never' }), entry({ ...refused, lockedUntil: '2026-11-21T10:00:00.000Z' })])).toBe(
    '2026-11-21T09:27:33.120+00:00;Accesso rifiutato;bloccato;bloccato senza scadenza;\r\n' +
      '2026-11-21T09:27:33.120+00:00;Accesso rifiutato;bloccato;2026-11-21T10:00:00.000+00:00;\r\n',
  );
});

test('D5 (e) a counted row says how many facts it stands for', () => {
  const csv = csvWriter(['at', 'count'], 'it', 'Europe/Rome');

  expect(csv.header() + csv.rows([entry({ count: 240 })])).toBe('\uFEFFData e ora;Volte\r\n2026-11-21T10:27:33.120+01:00;240\r\n');
});

test('R3.56 the changes of a line stand in one cell, in the words of the page, a formula among them made harmless', () => {
  const csv = (language: 'it' | 'en') => csvWriter(['at', 'what'], language, 'UTC');
  const changes = {
    items: [
      { field: 'email', before: null, after: 'e@comune.example' },
      { field: 'status', before: 'active', after: 'inactive' },
      { field: 'disabled', before: false, after: true },
    ],
    erased: false,
    unreadable: false,
  };
  const changed = entry({ event: 'user-changed', signedOut: null, changes });

  expect(csv('it').rows([changed])).toContain('E-mail: e@comune.example; Stato: attivo → inattivo; Disabilitato: no → sì');
  expect(csv('en').rows([changed])).toContain('E-mail: e@comune.example; Status: active → inactive; Disabled: no → yes');
  expect(csv('en').rows([entry({ ...changed, changes: { ...changes, items: [], unreadable: true } })])).toContain('cannot be read');
});
