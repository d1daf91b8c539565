export { recognize } from './recognize.ts';
export { applicationRoutes } from './routes.ts';
export { grantableIn } from './store.ts';
