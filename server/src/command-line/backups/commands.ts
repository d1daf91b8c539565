import type { Command } from 'commander';
import type { Run } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import type { BackupCommand, VerifyCommand } from './backup.ts';
import type { ExportCommand, ImportCommand } from './move.ts';
import type { RestoreCommand } from './restore.ts';

const PASSPHRASE = ['--passphrase-file <file>', 'a file with the passphrase, or - for the standard input'] as const;

/** The commands about backups, moving, migrations and keys. */
export function backupCommands(program: Command, terminal: Terminal, run: Run): void {
  // What stands after "backup list" belongs to it, not to "backup".
  program.enablePositionalOptions();
  const backup = program
    .command('backup')
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
    .description('prove who made a file, read it again and compare every byte with what was written')
    .argument('<file>', 'the file')
    .option('--unproven', 'only compare the bytes, where the secret key is not at hand')
    .option(...PASSPHRASE)
    .action(
      run(async () => {
        const { backupVerify } = await import('./backup.ts');
        return (file: string, options: VerifyCommand) => backupVerify(terminal, file, options);
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
    .option('--unproven', 'with --without-key: go on although nobody can prove who made the file')
    .option('--unpack <folder>', 'only take the files of an outside PostgreSQL out')
    .option(...PASSPHRASE)
    .action(
      run(async () => {
        const { restore } = await import('./restore.ts');
        return (file: string, options: RestoreCommand) => restore(terminal, file, options);
      }),
    );

  program
    .command('export')
    .description('write every row into a file that another PostgreSQL, of any version from 15 on, takes in')
    .requiredOption('--to <file>', 'the file to be made')
    .option('--with-keys', 'put the secret key inside too, under a passphrase')
    .option(...PASSPHRASE)
    .action(
      run(async () => {
        const { exportTo } = await import('./move.ts');
        return (options: ExportCommand) => exportTo(terminal, options);
      }),
    );

  program
    .command('import')
    .description('fill the empty database of the settings with an export; the server must be stopped')
    .argument('<file>', 'the file')
    .option('--without-key', 'go on although the secret key of the export is lost')
    .option('--unproven', 'with --without-key: go on although nobody can prove who made the file')
    .option(...PASSPHRASE)
    .action(
      run(async () => {
        const { importFrom } = await import('./move.ts');
        return (file: string, options: ImportCommand) => importFrom(terminal, file, options);
      }),
    );

  program
    .command('migrate')
    .description('bring the database to this version, as a start does; the server must be stopped')
    .option('--dry-run', 'only say what would be applied')
    .action(
      run(async () => {
        const { migrateDatabase } = await import('./migrate.ts');
        return (options: { dryRun?: true }) => migrateDatabase(terminal, options);
      }),
    );

  program
    .command('keys')
    .description('the secret key')
    .command('rotate')
    .description('put a new secret key in the place of the present one; every server must be stopped')
    .option('--lost', 'the key of this database is lost for good: work with the one in its place')
    .action(
      run(async () => {
        const { keysRotate } = await import('./keys-rotate.ts');
        return (options: { lost?: true }) => keysRotate(terminal, options);
      }),
    );
}
