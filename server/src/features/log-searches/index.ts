export { logSearchRoutes } from './routes.ts';
