export { seatRoutes } from './routes.ts';
