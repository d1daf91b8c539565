export { appointForOther } from './appoint.ts';
export { endDelegationsThere, forgetReasonsOf } from './delegations.ts';
export { delegatedRights } from './rights.ts';
export { delegationRoutes } from './routes.ts';
