export { decisionPointRoutes } from './routes.ts';
