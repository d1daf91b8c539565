export { type Absence, absenceShare, absentAmong, holdAbsent, suspendAbsent } from './absence/store.ts';
export { byWhom, personInLog } from './by-whom.ts';
export {
  enable,
  enabledEverywhere,
  enableIn,
  enablementsOf,
  endEnablements,
  findGuest,
  type Guest,
  listGuests,
  proposeOrganization,
  type StoredEnablementOf,
  saveEverywhere,
} from './enablements/store.ts';
export { type LoginRule, loginIssues, loginRuleOf, usernameMeant } from './organizations/logins.ts';
export {
  beginsElsewhere,
  findOrganization,
  insertOrganization,
  listOrganizations,
  lockOrganizations,
  type OrganizationDetails,
  replaceOrganization,
  type StoredOrganization,
} from './organizations/store.ts';
export { askedWords, inLog, searchWords, sortKey, standingOf, takenIssue } from './rules.ts';
export {
  allOrganizations,
  ceaseUser,
  findUser,
  findUserByName,
  type HashedName,
  hashedNames,
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
