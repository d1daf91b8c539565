import { formatNumber } from '@varco/shared/numbers';
import { admitsRetention, type RetentionDays } from '@varco/shared/retention/api';
import { changeRetention, previewRetention, readRetention } from '#features/retention';
import { atInstallation } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { logWords } from './messages.ts';
import { keptSentence, momentOf, monthLine } from './purge.ts';

/** What `log retention` is told. */
export interface RetentionOptions {
  readonly days?: string;
  readonly reason?: string;
  readonly yes?: true;
}

/** Shows for how long the log is kept, or chooses it; fewer days are confirmed by whoever has read what will go. */
export const logRetention = (terminal: Terminal, { days: typed, reason = '', yes }: RetentionOptions): Promise<void> =>
  atInstallation(terminal, async ({ core, actor, scope }) => {
    const { language } = terminal;
    const before = await readRetention(core, scope);
    if (typed === undefined) return terminal.answer(`${keptSentence(terminal, before)}\n`);
    const days: RetentionDays = typed === 'never' ? 'never' : /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
    const preview = admitsRetention(days) ? await previewRetention(core, scope, days) : undefined;
    if (preview?.isShorter && reason.trim() !== '') {
      terminal.remark(logWords.shorter(formatNumber(language, Number(days)), momentOf(language, preview.actsFrom))[language]);
      for (const month of preview.months) terminal.remark(monthLine(terminal, month));
      if (preview.months.length === 0) terminal.remark(logWords.noFurther[language]);
      if (!yes && (await terminal.ask(logWords.confirmDays[language]))?.trim() !== typed)
        throw new CommandFault(logWords.retentionUnconfirmed);
    }
    const rows = preview?.months.reduce((sum, month) => sum + month.rows, 0) ?? 0;
    const after = await changeRetention(core, actor, scope, {
      version: before.version,
      days,
      reason: reason.trim().slice(0, 500),
      ...(preview?.isShorter ? { confirmed: { months: preview.months.length, rows } } : {}),
    });
    await terminal.answer(`${keptSentence(terminal, after)}\n`);
  });
