import { Command, CommanderError } from 'commander';
import { applicationCommands } from './command-line/applications/commands.ts';
import { backupCommands } from './command-line/backups/commands.ts';
import type { DemoOptions } from './command-line/demo.ts';
import { logCommands } from './command-line/log/commands.ts';
import { organizationCommands } from './command-line/organizations/commands.ts';
import type { ExitCode, Run } from './command-line/run.ts';
import { openTerminal } from './command-line/terminal.ts';
import { userCommands } from './command-line/users/commands.ts';
import { version } from './command-line/version.ts';

const terminal = openTerminal(process.env);
let exitCode: ExitCode = 0;

const run: Run =
  (load) =>
  async (...given) => {
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
  .version(version)
  .exitOverride()
  .showHelpAfterError('"varco --help" shows what there is, "varco user create --help" how one command is used.')
  .addHelpText('after', '\nThe settings are those of the server, from the same environment. What is done is written in the access log.');

userCommands(program, terminal, run);
organizationCommands(program, terminal, run);
applicationCommands(program, terminal, run);
logCommands(program, terminal, run);

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
