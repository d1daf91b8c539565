export { askedWords, inLog, searchWords, sortKey, standingOf, takenIssue } from './rules.ts';
export {
  type Absence,
  absenceShare,
  absentAmong,
  allOrganizations,
  ceaseUser,
  detailsOf,
  findUser,
  findUserByName,
  type HashedName,
  hashedNames,
  holdAbsent,
  insertOrganization,
  insertUser,
  insertUsers,
  type NewUser,
  replaceNameHashes,
  replaceUser,
  replaceUsers,
  suspendAbsent,
  takenFields,
  touchLastAccess,
  type User,
} from './store.ts';
export { isTaxCodeOf, taxCodeIssues } from './tax-code.ts';
export { exactUsername, usernameMac } from './username.ts';
