export { forgetEvidence } from './forget.ts';
export { logEvidenceRoutes } from './routes.ts';
export { withdrawArchives } from './store.ts';
export { verifyLogJob } from './verify.ts';
export { logArchiveJob } from './write-archive.ts';
