import type { Command } from 'commander';
import type { Run } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import type { ExportOptions } from './export.ts';
import type { PurgeOptions } from './purge.ts';
import type { RetentionOptions } from './retention.ts';
import type { VerifyOptions } from './verify.ts';

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** The commands about the access log as evidence. */
export function logCommands(program: Command, terminal: Terminal, run: Run): void {
  const log = program.command('log').description('the access log as evidence');

  log
    .command('verify')
    .description('compute the whole log again and compare it with its seals and checkpoints; ends with 3 when it is not what was sealed')
    .option('--against <file>', 'a file of checkpoints kept elsewhere; may be given again', several, [])
    .option('--key <key>', 'the public key to believe, as "varco log key" prints it; may be given again', several, [])
    .option('--json', 'a JSON object instead of sentences')
    .action(
      run(async () => {
        const { logVerify } = await import('./verify.ts');
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
        const { logExport } = await import('./export.ts');
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
        const { logRetention } = await import('./retention.ts');
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
        const { logPurge } = await import('./purge.ts');
        return (options: PurgeOptions) => logPurge(terminal, options);
      }),
    );

  log
    .command('key')
    .description('print the public key that checks checkpoints; keep it elsewhere')
    .action(
      run(async () => {
        const { logKey } = await import('./verify.ts');
        return () => logKey(terminal);
      }),
    );

  log
    .command('checkpoint')
    .description('print the newest checkpoint; keep it elsewhere')
    .action(
      run(async () => {
        const { logCheckpoint } = await import('./verify.ts');
        return () => logCheckpoint(terminal);
      }),
    );
}
