import { outcomeSentence } from '@varco/shared/jobs/outcomes';
import { formatNumber } from '@varco/shared/numbers';
import type { MonthOfRows, Retention } from '@varco/shared/retention/api';
import { purgeLog } from '#features/access-log';
import { outcomeOf, readRetention } from '#features/retention';
import { atInstallation } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { logWords } from './messages.ts';

/** What `log purge` is told. */
export interface PurgeOptions {
  readonly dryRun?: true;
  readonly yes?: true;
}

/** Purges the months that are due, or says which they are; 1 when something holds back. */
export async function logPurge(terminal: Terminal, { dryRun, yes }: PurgeOptions): Promise<0 | 1> {
  const { language } = terminal;
  let end: 0 | 1 = 0;
  await atInstallation(terminal, async ({ core, roles, actor, scope }) => {
    const { due, ...retention } = await readRetention(core, scope);
    terminal.remark(keptSentence(terminal, retention));
    const [first] = due;
    if (!first) return terminal.remark(logWords.nothingDue[language]);
    terminal.remark((dryRun ? logWords.wouldGo : logWords.goes)[language]);
    const lines = due.map((month) => `${monthLine(terminal, month)}\n`).join('');
    if (dryRun) return terminal.answer(lines);
    terminal.remark(lines.trimEnd());
    if (!yes && (await terminal.ask(logWords.confirmPurge[language]))?.trim() !== first.month.slice(0, 7))
      throw new CommandFault(logWords.purgeUnconfirmed);
    const purged = await purgeLog(core, roles.owner, actor, { told: () => undefined, mayGoOn: () => undefined });
    await terminal.answer(`${outcomeSentence(language, outcomeOf(purged))}\n`);
    if (purged.refused) end = 1;
  });
  return end;
}

/** For how long the log is kept, and from when on for less. */
export function keptSentence({ language }: Terminal, { days, pending }: Pick<Retention, 'days' | 'pending'>): string {
  const number = (value: number): string => formatNumber(language, value);
  const kept = logWords.kept(days === 'never' ? null : number(days))[language];
  if (!pending || pending.days === 'never') return kept;
  return `${kept} ${logWords.lowered(number(pending.days), momentOf(language, pending.actsFrom))[language]}`;
}

/** A month with its rows, in one line. */
export const monthLine = ({ language }: Terminal, { month, rows, firstAt, lastAt }: MonthOfRows): string =>
  logWords.due(month.slice(0, 7), formatNumber(language, rows), momentOf(language, firstAt), momentOf(language, lastAt))[language];

/** An instant in words, in UTC as the months are. */
export const momentOf = (language: Terminal['language'], at: string): string =>
  new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'long' }).format(new Date(at));
