export { SessionCheck } from './check-session.ts';
export {
  endDistrusted,
  endOtherSessions,
  endOverdueSessions,
  endSessionsOfStopped,
  forgetEndedSessions,
  rereadGrants,
} from './end-session.ts';
export { leaveSession } from './leave-session.ts';
export { type NewSession, openSession } from './open-session.ts';
export { sessionRoutes } from './routes.ts';
export { findSession } from './store.ts';
