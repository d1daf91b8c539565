import type { Command } from 'commander';
import type { BackupCommand } from './backup.ts';
import type { RestoreCommand } from './restore.ts';
import type { Terminal } from './terminal.ts';

type Run = <Arguments extends unknown[]>(
  load: () => Promise<(...given: Arguments) => Promise<unknown>>,
) => (...given: Arguments) => Promise<void>;

const PASSPHRASE = ['--passphrase-file <file>', 'a file with the passphrase, or - for the standard input'] as const;

/** The commands about backups, moving, migrations and keys. */
export function backupCommands(program: Command, terminal: Terminal, run: Run): void {
  const backup = program
    .command('backup')
    // What stands after "list" belongs to it.
    .enablePositionalOptions()
    .description('make a backup, with the server running or stopped; the answer is the name of its file')
    .option('--to <folder>', 'where the file goes; without it the folder of VARCO_BACKUP_FOLDER')
    .option('--keep <number>', 'how many backups of this installation stay there; without it VARCO_BACKUP_KEEP')
    .option('--max-rate <KiB/s>', 'read no faster than this, so that nobody feels it')
    .option('--with-keys', 'put the secret key inside too, under a passphrase')
    .option(...PASSPHRASE)
    .action(
      run(async () => {
        const commands = await import('./backup.ts');
        return (options: BackupCommand) => commands.backup(terminal, options);
      }),
    );
  backup
    .command('verify')
    .description('read a file again and compare every byte with what was written')
    .argument('<file>', 'the file')
    .action(
      run(async () => {
        const { backupVerify } = await import('./backup.ts');
        return (file: string) => backupVerify(terminal, file);
      }),
    );
  backup
    .command('list')
    .description('list the files in the folder of backups, the newest first')
    .option('--to <folder>', 'another folder')
    .option('--json', 'a JSON array instead of a table')
    .action(
      run(async () => {
        const { backupList } = await import('./backup.ts');
        return (options: { to?: string; json?: true }) => backupList(terminal, options);
      }),
    );

  program
    .command('restore')
    .description('put a backup in the place of the database; the server must be stopped')
    .argument('<file>', 'the file')
    .option('--data <folder>', 'the data folder; without it VARCO_DATA')
    .option('--replace', 'move the database that is there aside')
    .option('--yes', 'do not ask before that')
    .option('--without-key', 'go on although the secret key of the backup is lost')
    .option('--unpack <folder>', 'only take the files of an outside PostgreSQL out')
    .option(...PASSPHRASE)
    .action(
      run(async () => {
        const { restore } = await import('./restore.ts');
        return (file: string, options: RestoreCommand) => restore(terminal, file, options);
      }),
    );
}
