import type { Command } from 'commander';
import type { Run } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import type { NewOrganizationOptions } from './create.ts';

/** The commands about the organizations of the installation. */
export function organizationCommands(program: Command, terminal: Terminal, run: Run): void {
  const organization = program.command('organization').description('the organizations of the installation');

  organization
    .command('list')
    .description('list the organizations by name, with what begins their user names')
    .option('--json', 'a JSON array instead of a table')
    .action(
      run(async () => {
        const { organizationList } = await import('./list.ts');
        return (options: { readonly json?: true }) => organizationList(terminal, options);
      }),
    );

  organization
    .command('create')
    .description('make an organization with its first administrator, whose temporary password is printed once, alone on its line')
    .requiredOption('--name <name>', 'how it is called')
    .requiredOption('--login-id <id>', 'what begins its user names, before the slash')
    .requiredOption('--username <name>', 'the name with which its administrator signs in, without what is before the slash')
    .requiredOption('--family-name <name>', 'the family name of its administrator')
    .requiredOption('--given-name <name>', 'the given name of its administrator')
    .option('--code <code>', 'by which other registers know it')
    .action(
      run(async () => {
        const { organizationCreate } = await import('./create.ts');
        return (options: NewOrganizationOptions) => organizationCreate(terminal, options);
      }),
    );
}
