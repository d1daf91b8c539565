export { beginAnew } from './begin-anew.ts';
export { forgetAbandonedSignIns } from './jobs.ts';
export { renewKeys } from './renew-keys.ts';
export { signInRoutes } from './routes.ts';
export { dropPendingOf, forgetAttempts, locksOf } from './store.ts';
