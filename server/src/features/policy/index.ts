export { changePolicy, readPolicy } from './change-policy.ts';
export { chooseProfile } from './choose-profile.ts';
export { forgetPolicy, policyInForce } from './policy-in-force.ts';
export { policyRoutes } from './routes.ts';
