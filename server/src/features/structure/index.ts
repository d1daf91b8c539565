export { createDepartment } from './departments.ts';
export { structureRoutes } from './routes.ts';
export {
  type DepartmentToSave,
  findUnit,
  type PlacementToSave,
  readAll,
  saveDepartments,
  savePlacements,
  saveUnits,
  type UnitToSave,
} from './store.ts';
export { createUnit } from './units.ts';
