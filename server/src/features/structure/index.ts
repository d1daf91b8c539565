export { createDepartment } from './departments.ts';
export { placeUser } from './placements.ts';
export { structureRoutes } from './routes.ts';
export { placementsOf } from './store.ts';
export { createUnit } from './units.ts';
