export { countRefusals, lastRefusalOf } from './figures.ts';
export { ownAccesses } from './own-accesses.ts';
export { keepPartitions } from './partitions.ts';
export { type LogFact, record } from './record.ts';
export { accessLogRoutes } from './routes.ts';
export type { LoggedPerson } from './store.ts';
