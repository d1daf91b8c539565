export { chooseProfile } from './choose-profile.ts';
export { forgetPolicy, policyInForce } from './policy-in-force.ts';
export { policyRoutes } from './routes.ts';
