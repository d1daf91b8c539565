import { userFilters } from '@varco/shared/directory/filters';
import { handoutFormats } from '@varco/shared/first-passwords/api';
import { actKinds } from '@varco/shared/formal-authorizations/words';
import { licences, personKinds, USUAL_LICENCE } from '@varco/shared/identity/licences';
import { languages } from '@varco/shared/language';
import { type Command, Option } from 'commander';
import type { Run } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import type { AuthorizeOptions } from './authorize.ts';
import type { NewUserOptions } from './create.ts';
import type { EraseOptions } from './erase-person.ts';
import type { ExportCommandOptions } from './export.ts';
import type { FirstPasswordsOptions } from './first-passwords.ts';
import type { ImportCommandOptions } from './import.ts';
import type { ListOptions } from './list.ts';
import type { RightsOptions } from './rights.ts';

/** The commands about users, and the people behind them. */
export function userCommands(program: Command, terminal: Terminal, run: Run): void {
  const user = program.command('user').description('make, find and help users');

  user
    .command('create')
    .description('make a user; the temporary password is printed once, alone on its line')
    .requiredOption('--username <name>', 'the name to sign in with')
    .requiredOption('--family-name <name>', 'the family name of the person')
    .option('--given-name <name>', 'the given name of the person; without it, with --licence service, a service and no person')
    .option('--organization <login id>', 'the organization he is of, by what begins its user names; without it the first one')
    .option('--administrator', 'who may manage users and rules and read the log')
    .addOption(new Option('--licence <licence>', 'which programs he may use at most').choices(licences).default(USUAL_LICENCE))
    .addOption(new Option('--kind <kind>', 'what the person is to the organization').choices(personKinds).default('internal'))
    .option('--password-file <file>', 'a file with the first password, or - for the standard input; without it one is made')
    .action(
      run(async () => {
        const { userCreate } = await import('./create.ts');
        return (options: NewUserOptions) => userCreate(terminal, options);
      }),
    );

  user
    .command('authorize')
    .description('record the act by which a user may work here')
    .argument('<username>', 'the exact name')
    .addOption(new Option('--act <kind>', 'the kind of act').choices(actKinds).makeOptionMandatory())
    .requiredOption('--number <number>', 'the number of the act')
    .requiredOption('--act-date <day>', 'the date of the act, as 2026-11-21')
    .requiredOption('--signer <name>', 'who signed it')
    .requiredOption('--purpose <text>', 'what the person is authorized for')
    .option('--from <day>', 'the first day; without it today')
    .option('--to <day>', 'the last day; without it there is no end')
    .option('--note <text>', 'a note')
    .action(
      run(async () => {
        const { userAuthorize } = await import('./authorize.ts');
        return (username: string, options: AuthorizeOptions) => userAuthorize(terminal, username, options);
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
        const { userList } = await import('./list.ts');
        return (options: ListOptions) => userList(terminal, options);
      }),
    );

  user
    .command('rights')
    .description('show where a user is placed, which roles he has, and everything he may do')
    .argument('<username>', 'the exact name')
    .option('--unit <name>', 'as he works for this unit; without it, for the one in which he begins')
    .option('--json', 'a JSON object instead of tables')
    .action(
      run(async () => {
        const { userRights } = await import('./rights.ts');
        return (username: string, options: RightsOptions) => userRights(terminal, username, options);
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
        const { userImport } = await import('./import.ts');
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
        const { userExport } = await import('./export.ts');
        return (options: ExportCommandOptions) => userExport(terminal, options);
      }),
    );

  user
    .command('unlock')
    .description('let a locked user try again with the same password')
    .argument('<username>', 'the exact name')
    .action(
      run(async () => {
        const { userUnlock } = await import('./unlock.ts');
        return (username: string) => userUnlock(terminal, username);
      }),
    );

  user
    .command('reset-password')
    .description('give a user a temporary password, printed once, alone on its line; his sessions end')
    .argument('<username>', 'the exact name')
    .action(
      run(async () => {
        const { userResetPassword } = await import('./reset-password.ts');
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
        const { userFirstPasswords } = await import('./first-passwords.ts');
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
        const { personErase } = await import('./erase-person.ts');
        return (username: string, options: EraseOptions) => personErase(terminal, username, options);
      }),
    );
}
