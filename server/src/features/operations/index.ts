export { askForRun } from './ask-for-run.ts';
export { type BackupWay, nightlyBackupJob } from './backups/nightly-backup.ts';
export { roomAt } from './disk.ts';
export { readPlan, readRun } from './find-runs.ts';
export { forgetRunsJob } from './forget-runs.ts';
export { operationsRoutes } from './routes.ts';
export { isLow } from './rules.ts';
export { workerNow } from './worker.ts';
