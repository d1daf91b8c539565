export { askedWords, inLog, searchWords, sortKey, standingOf } from './rules.ts';
export {
  allOrganizations,
  findUser,
  findUserByName,
  insertOrganization,
  insertUser,
  isUsernameTaken,
  replaceUser,
  touchLastAccess,
  type User,
} from './store.ts';
export { exactUsername, usernameMac } from './username.ts';
