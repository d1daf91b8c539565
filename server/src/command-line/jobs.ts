import { setTimeout as wait } from 'node:timers/promises';
import type { RunId } from '@varco/shared/jobs/jobs';
import { jobTexts } from '@varco/shared/jobs/messages';
import { outcomeSentence } from '@varco/shared/jobs/outcomes';
import type { Bilingual, Language } from '@varco/shared/language';
import type { PlannedJobs, Run } from '@varco/shared/operations/api';
import { askForRun, readPlan, readRun, workerNow } from '#features/operations';
import { Runner } from '#jobs/runner';
import { jobsOf } from '../app.ts';
import { listed } from './as-table.ts';
import { backupWayOf } from './backups/backup-way.ts';
import { atInstallation, type Opened } from './installation.ts';
import { CommandFault } from './messages.ts';
import type { Terminal } from './terminal.ts';

const LOOK_MS = 500;

const sentences = {
  unknown: (name: string, names: readonly string[]): Bilingual => ({
    it: `Nessun lavoro pianificato si chiama «${name}». Ci sono: ${names.join(', ')}.`,
    en: `No planned job is called "${name}". There are: ${names.join(', ')}.`,
  }),
  columns: [
    { it: 'LAVORO', en: 'JOB' },
    { it: 'CHE COS’È', en: 'WHAT IT IS' },
    { it: 'PROSSIMA VOLTA', en: 'NEXT' },
    { it: 'ULTIMA', en: 'LAST' },
    { it: 'COM’È ANDATA', en: 'HOW IT WENT' },
  ] as const satisfies readonly Bilingual[],
  never: { it: 'mai', en: 'never' } satisfies Bilingual,
  goesOn: { it: 'in corso', en: 'going on' } satisfies Bilingual,
};

/** Lists the planned jobs: when each is due, when it went last and how. */
export const jobsList = (terminal: Terminal, { json }: { readonly json?: true }): Promise<void> =>
  atInstallation(terminal, async ({ core, scope, roles }) => {
    const plan = await readPlan(core, scope, plannedOf(core, roles));
    await terminal.answer(json ? `${JSON.stringify(plan.items, null, 2)}\n` : tableOf(plan, terminal.language));
  });

const plannedOf = (core: Opened['core'], roles: Opened['roles']) =>
  jobsOf(core, { owner: roles.owner, root: roles.root, backups: backupWayOf(core.config, roles) });

function tableOf({ items, timeZone }: PlannedJobs, language: Language): string {
  const moment = new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'short', timeStyle: 'short', timeZone });
  const when = (at: string | null | undefined): string => (at ? moment.format(new Date(at)) : sentences.never[language]);
  const how = (last: Run | null, open: Run | null): string =>
    open ? sentences.goesOn[language] : last?.outcome ? outcomeSentence(language, last.outcome) : '';
  return listed([
    sentences.columns.map((column) => column[language]),
    ...items.map(({ name, nextAt, last, open }) => [
      name,
      jobTexts[name].name[language],
      when(nextAt),
      when(last?.endedAt),
      how(last, open),
    ]),
  ]);
}

/** Runs a planned job out of its turn, here or in the server that takes it first, and tells how it ended. */
export async function jobsRun(terminal: Terminal, name: string): Promise<0 | 1> {
  let outcome: 0 | 1 = 0;
  await atInstallation(terminal, async ({ core, actor, scope, roles }) => {
    const jobs = plannedOf(core, roles);
    const planned = jobs.filter(({ schedule }) => schedule !== null);
    const job = planned.find((one) => one.name === name);
    if (!job) {
      throw new CommandFault(
        sentences.unknown(
          name,
          planned.map((one) => one.name),
        ),
      );
    }
    const { id } = await askForRun(core, actor, scope, jobs, name);
    // It plans nothing: what is due is the server's to do.
    const runner = new Runner(
      core,
      [job],
      () => false,
      () => workerNow(core),
    );
    for (;;) {
      await runner.runAll();
      const run = await readRun(core, actor, scope, true, id as RunId);
      if (run.endedAt === null) {
        await wait(LOOK_MS);
        continue;
      }
      if (run.outcome) await terminal.answer(`${outcomeSentence(terminal.language, run.outcome)}\n`);
      outcome = run.state === 'done' ? 0 : 1;
      return;
    }
  });
  return outcome;
}
