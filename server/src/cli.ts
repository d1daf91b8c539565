import { userFilters } from '@varco/shared/directory/filters';
import { handoutFormats } from '@varco/shared/first-passwords/api';
import { languages } from '@varco/shared/language';
import { Command, CommanderError, Option } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { backupCommands } from './command-line/backups/commands.ts';
import type { DemoOptions } from './command-line/demo.ts';
import type { ExportOptions } from './command-line/log/export.ts';
import type { PurgeOptions } from './command-line/log/purge.ts';
import type { RetentionOptions } from './command-line/log/retention.ts';
import type { VerifyOptions } from './command-line/log/verify.ts';
import { openTerminal } from './command-line/terminal.ts';
import type { NewUserOptions } from './command-line/users/create.ts';
import type { EraseOptions } from './command-line/users/erase-person.ts';
import type { ExportCommandOptions } from './command-line/users/export.ts';
import type { FirstPasswordsOptions } from './command-line/users/first-passwords.ts';
import type { ImportCommandOptions } from './command-line/users/import.ts';
import type { ListOptions } from './command-line/users/list.ts';

/** Done, refused or at fault, used wrongly, the log is not what was sealed. */
type ExitCode = 0 | 1 | 2 | 3;

const terminal = openTerminal(process.env);
let exitCode: ExitCode = 0;

/** Each command is loaded only when it is the one asked for. */
const run =
  <Arguments extends unknown[]>(load: () => Promise<(...given: Arguments) => Promise<unknown>>) =>
  async (...given: Arguments): Promise<void> => {
    try {
      const command = await load();
      const answer = await command(...given);
      exitCode = answer === 1 || answer === 3 ? answer : 0;
    } catch (fault) {
      const { explain } = await import('./command-line/explain.ts');
      if (!terminal.isInterrupted()) terminal.remark(explain(fault, terminal.language));
      exitCode = 1;
    }
  };

const program = new Command('varco')
  .description('Varco from a terminal: it works with the server running or stopped, as the user of the service or as root.')
  .version(manifest.version)
  .exitOverride()
  .showHelpAfterError('"varco --help" shows what there is, "varco user create --help" how one command is used.')
  .addHelpText('after', '\nThe settings are those of the server, from the same environment. What is done is written in the access log.');

const user = program.command('user').description('make, find and help users');

user
  .command('create')
  .description('make a user; the temporary password is printed once, alone on its line')
  .requiredOption('--username <name>', 'the name to sign in with')
  .requiredOption('--family-name <name>', 'the family name of the person')
  .requiredOption('--given-name <name>', 'the given name of the person')
  .option('--administrator', 'who may manage users and rules and read the log')
  .option('--password-file <file>', 'a file with the first password, or - for the standard input; without it one is made')
  .action(
    run(async () => {
      const { userCreate } = await import('./command-line/users/create.ts');
      return (options: NewUserOptions) => userCreate(terminal, options);
    }),
  );

user
  .command('list')
  .description('list users by name')
  .option('--search <text>', 'only users with a word that begins like this')
  .addOption(new Option('--state <state>', 'only users in this state').choices(userFilters).default('can-enter'))
  .option('--json', 'a JSON array instead of a table')
  .action(
    run(async () => {
      const { userList } = await import('./command-line/users/list.ts');
      return (options: ListOptions) => userList(terminal, options);
    }),
  );

user
  .command('import')
  .description('turn a staff list (CSV or XLSX) into users without passwords; every fault is told by row and column')
  .argument('<file>', 'the staff list')
  .option('--dry-run', 'only try: save nothing')
  .option('--only-good', 'skip rows with errors; without it a single one keeps everything out')
  .option('--json', 'a JSON object instead of sentences')
  .action(
    run(async () => {
      const { userImport } = await import('./command-line/users/import.ts');
      return (file: string, options: ImportCommandOptions) => userImport(terminal, file, options);
    }),
  );

user
  .command('export')
  .description('write users as CSV on the standard output; it can be imported again')
  .option('--search <text>', 'only users with a word that begins like this')
  .addOption(new Option('--state <state>', 'only users in this state').choices(userFilters).default('can-enter'))
  .action(
    run(async () => {
      const { userExport } = await import('./command-line/users/export.ts');
      return (options: ExportCommandOptions) => userExport(terminal, options);
    }),
  );

user
  .command('unlock')
  .description('let a locked user try again with the same password')
  .argument('<username>', 'the exact name')
  .action(
    run(async () => {
      const { userUnlock } = await import('./command-line/users/unlock.ts');
      return (username: string) => userUnlock(terminal, username);
    }),
  );

user
  .command('reset-password')
  .description('give a user a temporary password, printed once, alone on its line; his sessions end')
  .argument('<username>', 'the exact name')
  .action(
    run(async () => {
      const { userResetPassword } = await import('./command-line/users/reset-password.ts');
      return (username: string) => userResetPassword(terminal, username);
    }),
  );

user
  .command('first-passwords')
  .description(
    'give a temporary password to everybody who never signed in, or whom an import created, and write letters or lists, at most 200 people a file',
  )
  .option('--all-never-signed-in', 'for everybody who never signed in')
  .option(
    '--import <number>',
    'for the users this import created and nobody gave a password, as "varco user import" or the address of the page names it',
  )
  .requiredOption(
    '--to <folder>',
    'an existing folder; the files are readable only by the user of this command, and nothing is overwritten',
  )
  .addOption(new Option('--format <format>', 'letters and list are PDF').choices(handoutFormats).default('letters'))
  .addOption(new Option('--language <language>', 'the language of letters and lists').choices(languages).default('it'))
  .action(
    run(async () => {
      const { userFirstPasswords } = await import('./command-line/users/first-passwords.ts');
      return (options: FirstPasswordsOptions) => userFirstPasswords(terminal, options);
    }),
  );

program
  .command('person')
  .description('the people behind the users')
  .command('erase')
  .description('erase a person for ever, from the tables, the log and the files of the database; the proofs of the log stay valid')
  .argument('<username>', 'the exact name of a user who cannot sign in any more')
  .option('--reason <text>', 'why, such as the number of the request; never the name of the person')
  .option('--yes', 'do not ask for confirmation')
  .action(
    run(async () => {
      const { personErase } = await import('./command-line/users/erase-person.ts');
      return (username: string, options: EraseOptions) => personErase(terminal, username, options);
    }),
  );

const log = program.command('log').description('the access log as evidence');
const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

log
  .command('verify')
  .description('compute the whole log again and compare it with its seals and checkpoints; ends with 3 when it is not what was sealed')
  .option('--against <file>', 'a file of checkpoints kept elsewhere; may be given again', several, [])
  .option('--key <key>', 'the public key to believe, as "varco log key" prints it; may be given again', several, [])
  .option('--json', 'a JSON object instead of sentences')
  .action(
    run(async () => {
      const { logVerify } = await import('./command-line/log/verify.ts');
      return (options: VerifyOptions) => logVerify(terminal, options);
    }),
  );

log
  .command('export')
  .description('write the log, or some days of it, to a new compressed file that "varco-verify" checks without this server')
  .requiredOption('--to <file>', 'the file to make, such as log.ndjson.gz')
  .option('--from <day>', 'the first day, such as 2026-11-01')
  .option('--to-day <day>', 'the last day')
  .action(
    run(async () => {
      const { logExport } = await import('./command-line/log/export.ts');
      return (options: ExportOptions) => logExport(terminal, options);
    }),
  );

log
  .command('retention')
  .description('show or choose for how many days the log is kept; fewer days act after a week')
  .option('--days <number>', 'from 180 to 36500, or never for not purging at all')
  .option('--reason <text>', 'why; it stays in the log')
  .option('--yes', 'do not ask for confirmation')
  .action(
    run(async () => {
      const { logRetention } = await import('./command-line/log/retention.ts');
      return (options: RetentionOptions) => logRetention(terminal, options);
    }),
  );

log
  .command('purge')
  .description(
    'purge the months that are older than the retention now, as the server does each night; ends with 1 when something holds back',
  )
  .option('--dry-run', 'only say what would go')
  .option('--yes', 'do not ask for confirmation')
  .action(
    run(async () => {
      const { logPurge } = await import('./command-line/log/purge.ts');
      return (options: PurgeOptions) => logPurge(terminal, options);
    }),
  );

log
  .command('key')
  .description('print the public key that checks checkpoints; keep it elsewhere')
  .action(
    run(async () => {
      const { logKey } = await import('./command-line/log/verify.ts');
      return () => logKey(terminal);
    }),
  );

log
  .command('checkpoint')
  .description('print the newest checkpoint; keep it elsewhere')
  .action(
    run(async () => {
      const { logCheckpoint } = await import('./command-line/log/verify.ts');
      return () => logCheckpoint(terminal);
    }),
  );

program
  .command('config')
  .description('the settings')
  .command('check')
  .description('show the settings in force, or every fault in them; nothing is started')
  .action(
    run(async () => {
      const { configCheck } = await import('./command-line/config-check.ts');
      return () => configCheck(terminal);
    }),
  );

program
  .command('doctor')
  .description('look at the whole installation; every line is ok, warning or fault, with the mend')
  .action(
    run(async () => {
      const { doctor } = await import('./command-line/doctor.ts');
      return () => doctor(terminal);
    }),
  );

const jobs = program.command('jobs').description('what runs by itself, and by hand');

jobs
  .command('list')
  .description('list the planned jobs: when each is due, when it went last and how')
  .option('--json', 'a JSON array instead of a table')
  .action(
    run(async () => {
      const { jobsList } = await import('./command-line/jobs.ts');
      return (options: { readonly json?: true }) => jobsList(terminal, options);
    }),
  );

jobs
  .command('run')
  .description('run a planned job out of its turn, and tell how it ended')
  .argument('<name>', 'as "varco jobs list" writes it')
  .action(
    run(async () => {
      const { jobsRun } = await import('./command-line/jobs.ts');
      return (name: string) => jobsRun(terminal, name);
    }),
  );

program
  .command('demo')
  .description('start an invented municipality with a year of sign-ins, for who wants to look; it opens from this machine only')
  .option('--fresh', 'begin it again, with a year that ends today')
  .option('--folder <folder>', 'a folder of its own for its data; without it VARCO_DATA, or ./data-demo')
  .action(
    run(async () => {
      const { demo } = await import('./command-line/demo.ts');
      return (options: DemoOptions) => demo(terminal, options);
    }),
  );

backupCommands(program, terminal, run);

try {
  await program.parseAsync();
} catch (fault) {
  if (!(fault instanceof CommanderError)) throw fault;
  exitCode = fault.exitCode === 0 ? 0 : 2;
}
if (!terminal.isInterrupted()) process.exit(exitCode);
