export { type BackupWay, nightlyBackupJob } from './backups/nightly-backup.ts';
export { forgetRunsJob } from './forget-runs.ts';
export { operationsRoutes } from './routes.ts';
