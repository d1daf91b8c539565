export { changePassword, judgePassword, rulesToShow } from './change-password.ts';
export { credentialsRoutes } from './routes.ts';
export { type ChangeReason, findPassword, renewHash, replacePassword, setPassword, type StoredPassword } from './store.ts';
export { temporaryPassword } from './temporary-password.ts';
