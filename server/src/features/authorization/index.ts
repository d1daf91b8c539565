export { activeAdministrators, dropAdministrator, insertAdministrator } from './store.ts';
