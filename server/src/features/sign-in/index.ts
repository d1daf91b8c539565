export { forgetAbandonedSignIns } from './jobs.ts';
export { signInRoutes } from './routes.ts';
export { dropPendingOf, forgetAttempts, locksOf } from './store.ts';
