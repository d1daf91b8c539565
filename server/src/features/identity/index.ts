export { type Absence, absenceShare, absentAmong, holdAbsent, suspendAbsent } from './absence/store.ts';
export { authorizedIfAsked } from './authorized/store.ts';
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
  nameThere,
  proposeOrganization,
  type StoredEnablementOf,
  saveEverywhere,
  standingsIn,
} from './enablements/store.ts';
export {
  type AtTheDoor,
  atTheDoor,
  findLook,
  logoAtTheDoor,
  type NewLogo,
  type StoredLogo,
  type StoredLook,
  saveLook,
} from './organizations/door-look/store.ts';
export { type LoginRule, loginIssues, loginRuleOf, usernameMeant } from './organizations/logins.ts';
export {
  beginsElsewhere,
  findOrganization,
  insertOrganization,
  isAuthorizationRequired,
  isOneRoleOnly,
  listOrganizations,
  lockOrganizations,
  type OrganizationDetails,
  replaceOrganization,
  requireAuthorization,
  requiringAuthorization,
  type StoredOrganization,
  saveOneRoleOnly,
} from './organizations/store.ts';
export { askedWords, authorizedDays, inLog, keyBeginnings, searchWords, sortKey, standingOf, takenIssue, withLicence } from './rules.ts';
export { licenceHolders, listPools, refuseBeyondSeats, type StoredPool, savePool } from './seats/store.ts';
export {
  allOrganizations,
  ceaseUser,
  findUser,
  findUserByName,
  type HashedName,
  hashedNames,
  insertUser,
  insertUsers,
  licenceIn,
  lockEnablement,
  replaceNameHashes,
  replaceUser,
  replaceUsers,
  saveLicence,
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
