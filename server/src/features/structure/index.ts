export { createDepartment } from './departments.ts';
export { structureRoutes } from './routes.ts';
export { findUnit } from './store.ts';
export { createUnit } from './units.ts';
