export { judgePassword, rulesToShow } from './change-password.ts';
export { forgetOldPasswordAttempts } from './jobs.ts';
export { credentialsRoutes } from './routes.ts';
export { type ChangeReason, dropPassword, isPasswordStill, renewHash, replacePassword, requireChange, setPassword } from './store.ts';
export { temporaryPassword } from './temporary-password.ts';
export { usualCost } from './usual-cost.ts';
