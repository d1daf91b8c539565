export { askFirstPasswords } from './ask.ts';
export { readHandout } from './find.ts';
export { handOut } from './hand-out.ts';
export { expireFirstPasswords, forgetFirstPasswords, voidReplaced } from './jobs.ts';
export { firstPasswordsJob } from './make.ts';
export { firstPasswordsRoutes } from './routes.ts';
