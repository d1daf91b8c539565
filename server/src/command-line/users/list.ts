import { type UserFilter, type UserLine, type UserPage, UserQuery } from '@varco/shared/directory/api';
import type { Language } from '@varco/shared/language';
import { Refusal } from '#core/refusal';
import { findUsers } from '#features/directory';
import { toIssues } from '#http/problem';
import { visible } from '../as-table.ts';
import { atInstallation, type Opened } from '../installation.ts';
import { columns, states, words } from '../messages.ts';
import type { Terminal } from '../terminal.ts';

/** What `user list` is told. */
export interface ListOptions {
  readonly search?: string;
  readonly state: UserFilter;
  readonly json?: true;
}

const PAGE = 200;

/** Lists users page by page as they come, however many there are: a table for people, a JSON array for programs. */
export async function userList(terminal: Terminal, { search, state, json }: ListOptions): Promise<void> {
  const query = UserQuery.safeParse({ search, state, limit: PAGE });
  if (!query.success) throw new Refusal('request.invalid', { issues: toIssues(query.error) });
  await atInstallation(terminal, async (opened) => {
    const write = json ? asJson() : asTable(terminal.language, opened.core.config.timeZone);
    try {
      for await (const items of pages(opened, query.data)) await terminal.answer(write.page(items));
      await terminal.answer(write.end());
    } catch (fault) {
      if (!hasEnough(fault)) throw fault;
    }
  });
}

async function* pages({ core, scope }: Opened, query: UserQuery): AsyncGenerator<readonly UserLine[]> {
  for (let after: string | null | undefined; after !== null; ) {
    const page: UserPage = await findUsers(core, scope, after === undefined ? query : { ...query, after });
    yield page.items;
    after = page.next;
  }
}

/** The reader, such as `head`, has closed its end. */
const hasEnough = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === 'EPIPE';

/** How pages of users become text. */
interface Writer {
  page(items: readonly UserLine[]): string;
  end(): string;
}

/** One user on each line, so that tools for lines serve as well as those for JSON. */
function asJson(): Writer {
  let begun = false;
  return {
    page: (items) =>
      items
        .map((item) => {
          const before = begun ? ',\n' : '[\n';
          begun = true;
          return before + JSON.stringify(item);
        })
        .join(''),
    end: () => (begun ? '\n]\n' : '[]\n'),
  };
}

/** The first page decides the widths: to know them all one would have to read everything first. */
function asTable(language: Language, zone: string): Writer {
  const moment = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const cells = (user: UserLine): string[] =>
    [
      user.username ?? '',
      `${user.familyName} ${user.givenName}`,
      states[user.state][language],
      user.administrator ? words.yes[language] : '',
      user.lastAccessAt === null ? words.never[language] : moment.format(new Date(user.lastAccessAt)),
    ].map(visible);
  let widths: number[] | undefined;
  return {
    page: (items) => {
      const rows = items.map(cells);
      const head = Object.values(columns).map((column) => column[language]);
      const lines = widths ? rows : [head, ...rows];
      widths ??= head.map((_, column) => Math.max(...lines.map((line) => width(line[column]))));
      return lines
        .map(
          (line) =>
            `${line
              .map((cell, column) => fill(cell, widths?.[column]))
              .join('  ')
              .trimEnd()}\n`,
        )
        .join('');
    },
    end: () => '',
  };
}

const segments = new Intl.Segmenter('it', { granularity: 'grapheme' });
const width = (text = ''): number => [...segments.segment(text)].length;
const fill = (text: string, columns = 0): string => text + ' '.repeat(Math.max(0, columns - width(text)));
