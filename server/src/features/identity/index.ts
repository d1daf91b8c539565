export { type Absence, absenceShare, absentAmong, holdAbsent, suspendAbsent } from './absence/store.ts';
export { byWhom, personInLog } from './by-whom.ts';
export { type AtHome, enable, endEnablement, findGuest, proposeOrganization } from './enablements/store.ts';
export { askedWords, inLog, searchWords, sortKey, standingOf, takenIssue } from './rules.ts';
export {
  allOrganizations,
  ceaseUser,
  findUser,
  findUserByName,
  type HashedName,
  hashedNames,
  insertOrganization,
  insertUser,
  insertUsers,
  replaceNameHashes,
  replaceUser,
  replaceUsers,
  savePlaced,
  takenFields,
  touchLastAccess,
} from './store.ts';
export { isTaxCodeOf, taxCodeIssues } from './tax-code.ts';
export {
  type Identity,
  type IdentityRow,
  identityColumns,
  identityOf,
  type NewUser,
  type User,
  type UserRow,
  userColumns,
  userOf,
} from './user.ts';
export { exactUsername, usernameMac } from './username.ts';
