import type { LogColumn, LogEntry } from '@varco/shared/access-log/api';
import { changesInWords, eventInWords } from '@varco/shared/access-log/change-words';
import { logWords } from '@varco/shared/access-log/words';
import type { Language } from '@varco/shared/language';
import { stringify } from 'csv-stringify/sync';

/** The columns of a file and its rows, in one language and one time zone. */
export interface CsvWriter {
  header(): string;
  rows(entries: readonly LogEntry[]): string;
}

const headings = {
  it: {
    at: ['Data e ora'],
    user: ['Nome utente', 'Nome'],
    what: ['Evento', 'Motivo', 'Bloccato fino a', 'Modifiche'],
    where: ['Indirizzo', 'Browser'],
    exit: ['Uscita', 'Motivo uscita'],
    actor: ['Fatto da', 'Per delega di'],
    channel: ['Canale'],
    session: ['Sessione'],
    count: ['Volte'],
    line: ['Oggetto modificato', 'Riga'],
  },
  en: {
    at: ['Date and time'],
    user: ['User name', 'Name'],
    what: ['Event', 'Reason', 'Locked until', 'Changes'],
    where: ['Address', 'Browser'],
    exit: ['Sign-out', 'Sign-out reason'],
    actor: ['Done by', 'As delegate of'],
    channel: ['Channel'],
    session: ['Session'],
    count: ['Times'],
    line: ['Object changed', 'Line'],
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<LogColumn, readonly string[]>>>>;

/** Semicolons, UTF-8 with its mark at the start, and an apostrophe before what a spreadsheet would take for a formula (requirements R4.40). */
const format = { delimiter: ';', record_delimiter: '\r\n', escape_formulas: true } as const;

/** Writes the columns of a list as CSV, with the words of the page and instants that say their distance from UTC. */
export function csvWriter(columns: readonly LogColumn[], language: Language, zone: string): CsvWriter {
  const words = logWords[language];
  const instant = localInstants(zone);
  const orNothing = (at: string | null): string => (at === null ? '' : instant(at));
  const cells: Readonly<Record<LogColumn, (entry: LogEntry) => readonly string[]>> = {
    at: ({ at }) => [instant(at)],
    user: ({ user }) => [user?.username ?? '', user?.name ?? ''],
    what: ({ event, reason, lockedUntil, changes }) => [
      eventInWords(language, event, changes),
      reason === null ? '' : words.reasons[reason],
      lockedUntil === 'never' ? words.lockedForGood : orNothing(lockedUntil),
      changesInWords(language, event, changes),
    ],
    where: ({ address, browser }) => [address ?? '', browser ?? ''],
    exit: ({ signedOut }) => [orNothing(signedOut?.at ?? null), signedOut?.reason ? words.reasons[signedOut.reason] : ''],
    actor: ({ actor, onBehalfOf }) => [actor?.name ?? '', onBehalfOf?.name ?? ''],
    channel: ({ channel }) => [words.channels[channel]],
    session: ({ session }) => [session ?? ''],
    count: ({ count }) => [String(count)],
    line: ({ id, object }) => [object ?? '', id],
  };
  return {
    header: () => stringify([columns.flatMap((column) => headings[language][column])], { ...format, bom: true }),
    rows: (entries) =>
      stringify(
        entries.map((entry) => columns.flatMap((column) => cells[column](entry))),
        format,
      ),
  };
}

const QUARTER_MS = 15 * 60_000;

/** Quarters that are remembered: a line tells of two instants, which are seldom of the same one. */
const MOST_QUARTERS = 1_000;

/** Instants as 2026-11-21T10:27:33.120+01:00. A zone keeps its distance from UTC for each quarter of an hour, and is asked once for it. */
function localInstants(zone: string): (at: string) => string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const known = new Map<number, { text: string; ms: number }>();
  const distanceIn = (quarter: number): { text: string; ms: number } => {
    const name = parts.formatToParts(quarter * QUARTER_MS).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const [, sign = '+', hours = '00', minutes = '00'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    const ms = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
    return { text: `${sign}${hours}:${minutes}`, ms };
  };
  return (at) => {
    const time = Date.parse(at);
    const quarter = Math.floor(time / QUARTER_MS);
    let distance = known.get(quarter);
    if (distance === undefined) {
      if (known.size >= MOST_QUARTERS) known.clear();
      distance = distanceIn(quarter);
      known.set(quarter, distance);
    }
    return new Date(time + distance.ms).toISOString().slice(0, -1) + distance.text;
  };
}
