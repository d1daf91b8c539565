export { askedWords, inLog, searchWords, sortKey, standingOf } from './rules.ts';
export {
  type Absence,
  absentAmong,
  allOrganizations,
  findUser,
  findUserByName,
  holdAbsent,
  insertOrganization,
  insertUser,
  isUsernameTaken,
  replaceUser,
  suspendAbsent,
  touchLastAccess,
  type User,
} from './store.ts';
export { exactUsername, usernameMac } from './username.ts';
