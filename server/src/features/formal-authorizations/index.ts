export { forgetAuthorizations } from './forget.ts';
export { formalAuthorizationRoutes } from './routes.ts';
export { giveAuthorization } from './save-authorization.ts';
export { countEnding } from './store.ts';
