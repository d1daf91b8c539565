export { erasePersonJob } from './clear-traces.ts';
export { erasePerson } from './erase-person.ts';
export { readErasure } from './read-erasure.ts';
export { erasureRoutes } from './routes.ts';
