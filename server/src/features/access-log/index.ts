export { countRefusals, lastRefusalOf } from './figures.ts';
export { ownAccesses } from './own-accesses.ts';
export { keepPartitions, MONTHS_AHEAD } from './partitions.ts';
export { record } from './record.ts';
export { accessLogRoutes } from './routes.ts';
