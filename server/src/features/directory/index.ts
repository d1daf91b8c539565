export { byWhom } from './by-whom.ts';
export { changeUser } from './change-user.ts';
export { createUser } from './create-user.ts';
export { findUsers, readUser } from './find-users.ts';
export { personIssues } from './record-issues.ts';
export { resetPassword } from './reset-password.ts';
export { directoryRoutes } from './routes.ts';
export { suspendInactiveJob } from './suspend-inactive.ts';
export { unlockUser } from './unlock-user.ts';
