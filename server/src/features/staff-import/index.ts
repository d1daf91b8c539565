export { carryOutImport } from './carry-out.ts';
export { importStaffJob } from './confirm-import.ts';
export { readLines, usersOfImport } from './find-import.ts';
export { forgetExpiredImports } from './forget-imports.ts';
export { staffImportRoutes } from './routes.ts';
export { forgetListsNaming } from './store.ts';
export { tryImport } from './try-import.ts';
export { uploadStaffList } from './upload-list.ts';
