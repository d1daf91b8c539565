export { forgetRunsJob } from './forget-runs.ts';
export { operationsRoutes } from './routes.ts';
