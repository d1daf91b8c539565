import type { Command } from 'commander';
import type { Run } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import type { NewApplicationOptions } from './create.ts';
import type { FunctionsOptions } from './functions.ts';

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** The commands about applications that ask what people may do in them. */
export function applicationCommands(program: Command, terminal: Terminal, run: Run): void {
  const application = program.command('application').description('applications that ask here what people may do in them');

  application
    .command('list')
    .description('list the applications by name: whom they serve, how many functions and secrets they have')
    .option('--json', 'a JSON array instead of a table')
    .action(
      run(async () => {
        const { applicationList } = await import('./list.ts');
        return (options: { readonly json?: true }) => applicationList(terminal, options);
      }),
    );

  application
    .command('create')
    .description('add an application; it asks nothing before it has a secret and serves somebody')
    .requiredOption('--code <code>', 'the short name by which programs know it: small letters, figures, hyphens')
    .requiredOption('--name <name>', 'how it is called')
    .option('--name-english <name>', 'how it is called in English')
    .option('--description <text>', 'what it is for')
    .option('--organization <login id>', 'an organization it serves, by what begins its user names; may be given again', several, [])
    .option('--all-organizations', 'it serves every organization there is now')
    .option('--told-why', 'it is told the reasons of an answer')
    .option('--may-search', 'it may ask who may do something')
    .action(
      run(async () => {
        const { applicationCreate } = await import('./create.ts');
        return (options: NewApplicationOptions) => applicationCreate(terminal, options);
      }),
    );

  application
    .command('secret')
    .description('make a secret for an application; it is printed once, alone on its line')
    .argument('<code>', 'the short name of the application')
    .action(
      run(async () => {
        const { applicationSecret } = await import('./secret.ts');
        return (code: string) => applicationSecret(terminal, code);
      }),
    );

  application
    .command('functions')
    .description('list what an application registered; with --file register what the manifest says, in its place')
    .argument('<code>', 'the short name of the application')
    .option('--file <file>', 'a manifest (JSON), or - for the standard input')
    .option('--dry-run', 'only say what the file would change')
    .option('--json', 'JSON instead of a table or sentences')
    .action(
      run(async () => {
        const { applicationFunctions } = await import('./functions.ts');
        return (code: string, options: FunctionsOptions) => applicationFunctions(terminal, code, options);
      }),
    );
}
