export { activeAdministrators, insertAdministrator } from './store.ts';
