export {
  type ApplicationName,
  applicationNamed,
  createApplication,
  listApplications,
  listFunctions,
  makeSecret,
  planManifest,
  readApplication,
  registerManifest,
} from './applications.ts';
export { listBuiltIn, registerBuiltIn, switchBuiltIn } from './built-in.ts';
export { recognize } from './recognize.ts';
export { applicationRoutes } from './routes.ts';
export { functionFactsIn, functionsFor, grantableIn } from './store.ts';
