export { importStaffJob } from './confirm-import.ts';
export { forgetExpiredImports } from './forget-imports.ts';
export { staffImportRoutes } from './routes.ts';
