export { activeAdministrators, insertAdministrator, isAdministrator } from './store.ts';
