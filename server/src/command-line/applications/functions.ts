import { readFileSync, statSync } from 'node:fs';
import { Manifest, type ManifestPlan } from '@varco/shared/applications/api';
import type { ApplicationId } from '@varco/shared/ids';
import { Refusal } from '#core/refusal';
import { planManifest, readApplication, registerManifest } from '#features/applications';
import { toIssues } from '#http/problem';
import { listed, visible } from '../as-table.ts';
import { atInstallation, type Opened } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { applicationWith } from './list.ts';
import { applications } from './messages.ts';

/** What `application functions` is told. */
export interface FunctionsOptions {
  readonly file?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

const STANDARD_INPUT = 0;
/** As much as the page takes. */
const MANIFEST_LIMIT = 1024 * 1024;

/** Lists what an application registered, or registers what a file says in its place. */
export async function applicationFunctions(terminal: Terminal, code: string, { file, dryRun, json }: FunctionsOptions): Promise<void> {
  const manifest = file === undefined ? undefined : read(file);
  await atInstallation(terminal, async (opened) => {
    const id = await applicationWith(opened, code);
    if (!manifest) return list(terminal, opened, id, json);
    const { core, actor } = opened;
    const plan = dryRun ? await planManifest(core, id, manifest) : await registerManifest(core, actor, id, manifest);
    terminal.remark((dryRun ? applications.tried : applications.registered(code))[terminal.language]);
    await terminal.answer(json ? `${JSON.stringify(plan, null, 2)}\n` : inWords(terminal, plan));
  });
}

async function list(terminal: Terminal, { core }: Opened, id: ApplicationId, json: true | undefined): Promise<void> {
  const { functions } = await readApplication(core, id);
  const { language } = terminal;
  const rows = functions.map(({ name, label, labelEnglish, actions }) => [
    name,
    visible(language === 'en' && labelEnglish !== '' ? labelEnglish : label),
    actions.map((action) => action.name).join(', '),
  ]);
  await terminal.answer(
    json ? `${JSON.stringify(functions, null, 2)}\n` : listed([applications.functionColumns.map((column) => column[language]), ...rows]),
  );
}

const inWords = ({ language }: Terminal, plan: ManifestPlan): string =>
  [
    applications.plan(plan)[language],
    ...plan.added.map((name) => `+ ${name}`),
    ...plan.changed.map((name) => `~ ${name}`),
    ...plan.removed.map((name) => `- ${name}`),
    '',
  ].join('\n');

function read(file: string): Manifest {
  const text = textOf(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CommandFault(applications.notJson(file));
  }
  const manifest = Manifest.safeParse(value);
  if (!manifest.success) throw new Refusal('applications.manifest-refused', { issues: toIssues(manifest.error) });
  return manifest.data;
}

function textOf(file: string): string {
  try {
    if (file !== '-' && statSync(file).size > MANIFEST_LIMIT) throw new CommandFault(applications.unreadable(file));
    return readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8');
  } catch {
    throw new CommandFault(applications.unreadable(file));
  }
}
