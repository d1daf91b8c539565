export { structureRoutes } from './routes.ts';
export { placementsOf } from './store.ts';
