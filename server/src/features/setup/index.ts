export { Installation } from './installation.ts';
export { makeSetupLink } from './links.ts';
export { setupRoutes } from './routes.ts';
export { setUp } from './set-up.ts';
export { setUpUnattended } from './unattended.ts';
