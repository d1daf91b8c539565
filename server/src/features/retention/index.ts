export { changeRetention } from './change-retention.ts';
export { outcomeOf, purgeLogJob } from './purge-job.ts';
export { pendingRetention, previewRetention, readRetention } from './read-retention.ts';
export { retentionRoutes } from './routes.ts';
