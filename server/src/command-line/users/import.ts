import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { issueSentence } from '@varco/shared/problem-messages';
import type { ImportLine, LineOutcome, StaffImport } from '@varco/shared/staff-import/api';
import { byWhom } from '#features/identity';
import { carryOutImport, readLines, tryImport, uploadStaffList } from '#features/staff-import';
import { atInstallation, type Opened } from '../installation.ts';
import { CommandFault, staffLists } from '../messages.ts';
import type { Terminal } from '../terminal.ts';

/** What `user import` is told. */
export interface ImportCommandOptions {
  readonly dryRun?: true;
  readonly onlyGood?: true;
  readonly json?: true;
}

const PAGE = 200;

/** Turns a staff list into users with the columns as they are guessed or remembered; any fault keeps everything out, unless told otherwise. */
export async function userImport(terminal: Terminal, file: string, options: ImportCommandOptions): Promise<0 | 1> {
  const bytes = readList(file);
  let outcome: 0 | 1 = 0;
  await atInstallation(terminal, async (opened) => {
    const { core, organizationId, actor } = opened;
    const uploaded = await uploadStaffList(core, organizationId, { name: basename(file), bytes });
    const tried = await tryImport(core, { organizationId, self: undefined, id: uploaded.id, options: uploaded.options });
    const counts = tried.counts ?? { new: 0, changed: 0, unchanged: 0, faulty: 0, missing: 0 };
    const stopped = counts.faulty > 0 && options.onlyGood !== true;
    const idle = counts.new + counts.changed === 0;
    const carriedOut = options.dryRun !== true && !stopped && !idle;
    if (carriedOut) {
      const order = { organizationId, id: tried.id, trial: tried.trial ?? '', onlyGood: options.onlyGood === true, self: undefined };
      await carryOutImport(
        core,
        order,
        (tx) => byWhom(tx, actor),
        () => undefined,
      );
    }
    const faulty = await linesOf(opened, tried, 'faulty');
    if (options.json) {
      const changed = await linesOf(opened, tried, 'changed');
      await terminal.answer(`${JSON.stringify({ id: tried.id, carriedOut, counts, faulty, changed }, null, 2)}\n`);
    } else {
      for (const { row, faults } of faulty) {
        for (const { column, value, ...issue } of faults) {
          terminal.remark(
            staffLists.fault(row ?? 0, column, value, { it: issueSentence('it', issue), en: issueSentence('en', issue) })[
              terminal.language
            ],
          );
        }
      }
      await terminal.answer(`${staffLists.counts(counts)[terminal.language]}\n`);
      terminal.remark(staffLists.end(carriedOut ? 'done' : stopped ? 'stopped' : idle ? 'idle' : 'tried')[terminal.language]);
      if (carriedOut && counts.new > 0) terminal.remark(staffLists.firstPasswords(tried.id)[terminal.language]);
    }
    outcome = stopped ? 1 : 0;
  });
  return outcome;
}

async function linesOf({ core, organizationId }: Opened, { id }: StaffImport, outcome: LineOutcome): Promise<ImportLine[]> {
  const lines: ImportLine[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof readLines>> = await readLines(core, organizationId, id, { outcome, after, limit: PAGE });
    lines.push(...page.items);
    after = page.next;
  }
  return lines;
}

function readList(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new CommandFault(staffLists.unreadable(file));
  }
}
