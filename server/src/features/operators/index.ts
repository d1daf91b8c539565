export { judgePair, reachOfRight } from './operators.ts';
export { operatorRoutes } from './routes.ts';
export { departmentOf, withinReach } from './store.ts';
