export { createApplication, listFunctions, registerManifest } from './applications.ts';
export { recognize } from './recognize.ts';
export { applicationRoutes } from './routes.ts';
export { functionsFor, grantableIn } from './store.ts';
