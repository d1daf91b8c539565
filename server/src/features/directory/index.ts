export { changeUser } from './change-user.ts';
export { createUser } from './create-user.ts';
export { findUsers, readUser } from './find-users.ts';
export { resetPassword } from './reset-password.ts';
export { directoryRoutes } from './routes.ts';
export { unlockUser } from './unlock-user.ts';
