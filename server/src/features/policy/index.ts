export { forgetPolicy, policyInForce } from './policy-in-force.ts';
export { policyRoutes } from './routes.ts';
export { insertProfile } from './store.ts';
