export { logSearchRoutes } from './routes.ts';
export { dropAllOf as forgetSearchesOf } from './store.ts';
