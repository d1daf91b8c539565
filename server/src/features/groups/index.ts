export { readMembers } from './memberships/read-members.ts';
export {
  deleteMembership,
  findMembership,
  insertMembership,
  leaveGroups,
  replaceMembership,
  type StoredMembership,
  userGroups,
} from './memberships/store.ts';
export { groupFaults, kindsFor } from './rules.ts';
export {
  countGroups,
  deleteGroup,
  findGroup,
  groupsAbove,
  hangsOn,
  heightOf,
  insertGroup,
  lockGroups,
  peopleNamed,
  replaceGroup,
  type StoredGroup,
} from './store.ts';
