export { changePassword, judgePassword, rulesToShow } from './change-password.ts';
export { forgetOldPasswordAttempts } from './jobs.ts';
export { credentialsRoutes } from './routes.ts';
export { type ChangeReason, findPassword, isPasswordStill, renewHash, replacePassword, type StoredPassword, setPassword } from './store.ts';
export { temporaryPassword } from './temporary-password.ts';
