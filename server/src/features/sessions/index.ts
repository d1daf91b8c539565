export { type OpenSession, SessionCheck } from './check-session.ts';
export {
  endDistrusted,
  endEverySession,
  endLeft,
  endOtherSessions,
  endOverdueSessions,
  endSessionsOfStopped,
  forgetEndedSessions,
  rereadRights,
  rereadUser,
} from './end-session.ts';
export { sessionOf } from './leave-session.ts';
export { type NewSession, openSession } from './open-session.ts';
export { sessionRoutes } from './routes.ts';
export { refuseIfOver } from './still-there.ts';
export { findSession, openSessionsByLicence } from './store.ts';
export { tellBegun } from './work-for-organization.ts';
