export { administers, refuseAbove } from './above.ts';
export { grantsIn, type Membership, nextPeriod, readMembership } from './decisions/membership.ts';
export { authorizationRoutes } from './routes.ts';
export { activeAdministrators, dropAdministrator, insertAdministrator } from './store.ts';
