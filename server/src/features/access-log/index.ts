export { countRefusals, lastRefusalOf } from './figures.ts';
export { ownAccesses } from './own-accesses.ts';
export { keepPartitions, MONTHS_AHEAD } from './partitions.ts';
export { record, recordOfMany } from './record.ts';
export { accessLogRoutes } from './routes.ts';
export { Sealer } from './seals/sealer.ts';
export { readSealState as sealState } from './seals/store.ts';
export { countExactly } from './search.ts';
export { refuseUnsearchable, walkLog, walkOwn } from './walk.ts';
