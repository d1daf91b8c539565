export { administers, refuseAbove } from './above.ts';
export { assignRole, changePlaced, readRights } from './assignments/assignments.ts';
export { grantsIn, type Membership, nextPeriod, readMembership } from './decisions/membership.ts';
export { readOverview } from './decisions/overview.ts';
export { refuseOpening } from './placements/opening.ts';
export { placeUser } from './placements/placements.ts';
export { createRole } from './roles/roles.ts';
export { authorizationRoutes } from './routes.ts';
export { activeAdministrators, dropAdministrator, insertAdministrator } from './store.ts';
