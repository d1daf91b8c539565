export { createDepartment } from './departments.ts';
export {
  deletePlacement,
  endPlacements,
  findPlacement,
  insertPlacement,
  placementsOf,
  replacePlacement,
  type StoredPlacement,
} from './placements/store.ts';
export { structureRoutes } from './routes.ts';
export {
  findUnit,
  readAll,
  saveDepartments,
  savePlacements,
  saveUnits,
} from './store.ts';
export { createUnit } from './units.ts';
