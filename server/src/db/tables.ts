// Made by `npm run generate` from a migrated database; a change here is lost.
import type { Generated, GeneratedAlways } from 'kysely';

interface AccessLogAddresses {
  id: GeneratedAlways<number>;
  address: string | null;
  salt: Buffer | null;
  commitment: Buffer;
  erased_at: Date | null;
}

interface AccessLogBrowsers {
  id: GeneratedAlways<number>;
  family: string | null;
  version: string | null;
  system: string | null;
  salt: Buffer | null;
  commitment: Buffer;
  erased_at: Date | null;
}

interface AccessLogDetails {
  id: GeneratedAlways<number>;
  organization_id: string;
  key_id: number | null;
  ciphertext: Buffer | null;
  commitment: Buffer;
  erased_at: Date | null;
}

interface AccessLogEntries {
  at: Date;
  xid: Generated<string>;
  organization_id: string;
  object_id: string | null;
  session_number: string | null;
  locked_until: Date | null;
  subject_id: number | null;
  actor_id: number | null;
  on_behalf_of: number | null;
  address_id: number | null;
  browser_id: number | null;
  detail_id: number | null;
  count: number | null;
  n: Generated<number>;
  event: number;
  reason: number | null;
  channel: number;
  kept: Generated<boolean>;
}

interface AccessLogLeftovers {
  month: string;
  dictionary: string;
  id: number;
}

interface AccessLogOrganizationKeys {
  organization_id: string;
  id: GeneratedAlways<number>;
  wrapped: Buffer;
  made_at: Generated<Date>;
}

interface AccessLogRetention {
  number: GeneratedAlways<number>;
  days: number | null;
  days_before: number | null;
  chosen_at: Date;
  acts_from: Date;
  by_user_id: string | null;
  by_operator: string | null;
  reason: string;
}

interface AccessLogSealKeys {
  from_size: string;
  public_key: Buffer;
  since: Date;
}

interface AccessLogSealer {
  only_row: Generated<boolean>;
  origin: Generated<string>;
  era: Generated<number>;
  size: Generated<string>;
  next_xid: Generated<string>;
  peaks: Generated<Buffer>;
  checkpoint: string | null;
  checkpoint_size: string | null;
}

interface AccessLogSeals {
  number: string;
  from_xid: string;
  to_xid: string;
  first_at: Date | null;
  last_at: Date | null;
  closed_at: Date;
  month: string | null;
  rows: number;
  era: number;
  kind: number;
  of_table: number;
  kept: boolean | null;
  root: Buffer;
  note: string | null;
  digests: Buffer;
}

interface AccessLogSubjects {
  id: GeneratedAlways<number>;
  organization_id: string;
  user_id: string | null;
  username: string | null;
  name: string | null;
  name_hash: Buffer | null;
  salt: Buffer | null;
  commitment: Buffer;
  erased_at: Date | null;
}

interface ApplicationSettingsCommon {
  organization_id: string;
  application_id: string;
  given: unknown;
  version: Generated<number>;
}

interface ApplicationSettingsOwn {
  organization_id: string;
  user_id: string;
  application_id: string;
  given: unknown;
  version: Generated<number>;
}

interface ApplicationSettingsSchemas {
  organization_id: string;
  application_id: string;
  settings: unknown;
  registered_at: Date;
}

interface ApplicationsActions {
  organization_id: string;
  function_id: string;
  name: string;
  place: number;
  label: string | null;
  label_en: string | null;
  levels: string[];
  proposed: string;
  licence: Generated<string>;
}

interface ApplicationsApplications {
  organization_id: string;
  id: string;
  code: string;
  name: string;
  name_en: string | null;
  description: Generated<string>;
  active: Generated<boolean>;
  is_told_why: Generated<boolean>;
  may_search: Generated<boolean>;
  built_in: Generated<boolean>;
  created_at: Date;
  version: Generated<number>;
}

interface ApplicationsFunctions {
  organization_id: string;
  id: string;
  application_id: string;
  name: string;
  place: number;
  label: string;
  label_en: string | null;
}

interface ApplicationsSecrets {
  organization_id: string;
  id: string;
  application_id: string;
  token_hash: Buffer;
  created_at: Date;
  last_used_on: string | null;
}

interface ApplicationsServed {
  organization_id: string;
  application_id: string;
  served_id: string;
}

interface AssistanceRequests {
  organization_id: string;
  id: string;
  acting_id: string;
  acting_unit_id: string | null;
  reference_id: string;
  reference_unit_id: string | null;
  need: string;
  starts_on: string;
  ends_on: string;
  asked_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  granted: boolean | null;
  answer: Generated<string>;
  ended_at: Date | null;
  ended_by: string | null;
  version: Generated<number>;
}

interface AssistanceRules {
  organization_id: string;
  forbidden: boolean;
}

interface AssistanceVisits {
  organization_id: string;
  id: string;
  request_id: string;
  home_id: string;
  user_id: string;
  session_id: string;
  session_number: string;
  purpose: string;
  entered_at: Date;
  left_at: Date | null;
}

interface AuthorizationAdministrators {
  organization_id: string;
  user_id: string;
  since: Date;
  of_installation: boolean;
}

interface AuthorizationAssignments {
  organization_id: string;
  id: string;
  user_id: string;
  role_id: string;
  unit_id: string | null;
  unit_department_id: string | null;
  starts_on: string;
  ends_on: string | null;
  is_default: Generated<boolean>;
}

interface AuthorizationGroupRoles {
  organization_id: string;
  id: string;
  group_id: string;
  role_id: string;
  unit_id: string | null;
  unit_department_id: string | null;
  starts_on: string;
  ends_on: string | null;
}

interface AuthorizationRoleConditions {
  organization_id: string;
  role_id: string;
  capability: string;
  condition: string;
}

interface AuthorizationRoleGrants {
  organization_id: string;
  role_id: string;
  capability: string;
  action: string;
  visibility: string;
}

interface AuthorizationRoles {
  organization_id: string;
  id: string;
  department_id: string | null;
  name: string;
  name_folded: string;
  name_en: string | null;
  description: Generated<string>;
  description_en: Generated<string>;
  for_unplaced: Generated<boolean>;
  active: Generated<boolean>;
  addresses: Generated<string[]>;
  created_at: Date;
  version: Generated<number>;
}

interface CredentialsPasswords {
  organization_id: string;
  user_id: string;
  hash: string;
  created_at: Date;
  must_change: boolean;
  change_reason: string | null;
}

interface CredentialsPresentPasswordAttempts {
  organization_id: string;
  session_id: string;
  used: number;
  last_at: Date;
}

interface DelegationsDelegations {
  organization_id: string;
  id: string;
  delegator_id: string;
  delegate_id: string;
  role_id: string | null;
  starts_on: string;
  ends_on: string;
  reason: Generated<string>;
  made_at: Date;
  made_by: string | null;
  ended_at: Date | null;
  ended_by: string | null;
}

interface ErasureErasures {
  organization_id: string;
  user_id: string;
  erased_at: Date;
  by_user_id: string | null;
  by_operator: string | null;
  reason: string | null;
  run_id: string;
  finished_at: Date | null;
  files_rewritten: boolean | null;
}

interface FirstPasswordsHandouts {
  organization_id: string;
  id: string;
  asked_at: Date;
  asked_by: string | null;
  audience: string;
  language: string;
  people: number;
  run_id: string;
  cancelled_at: Date | null;
}

interface FirstPasswordsItems {
  organization_id: string;
  handout_id: string;
  position: number;
  part: number | null;
  user_id: string;
  state: string;
  reason: string | null;
  secret: Buffer | null;
}

interface FirstPasswordsParts {
  organization_id: string;
  handout_id: string;
  number: number;
  size: number;
  made: Generated<number>;
  skipped: Generated<number>;
  state: Generated<string>;
  expires_at: Date | null;
  claim: string | null;
  claimed_until: Date | null;
  handed_out_at: Date | null;
  handed_out_to: string | null;
}

interface FormalAuthorizationsAuthorizations {
  organization_id: string;
  id: string;
  user_id: string;
  act: string;
  number: string;
  act_date: string;
  signer: string;
  purpose: string;
  note: string | null;
  starts_on: string;
  ends_on: string | null;
  created_at: Date;
  version: Generated<number>;
  ended_on: string | null;
  ended_at: Date | null;
  end_reason: string | null;
  last_day: GeneratedAlways<string>;
}

interface GroupsGroups {
  organization_id: string;
  id: string;
  kind: string;
  parent_id: string | null;
  name: string;
  name_folded: string;
  name_en: string | null;
  description: Generated<string>;
  description_en: Generated<string>;
  descriptive: Generated<boolean>;
  active: Generated<boolean>;
  site: Generated<string>;
  created_at: Date;
  version: Generated<number>;
}

interface GroupsHeads {
  organization_id: string;
  group_id: string;
  user_id: string;
}

interface GroupsMemberships {
  organization_id: string;
  id: string;
  group_id: string;
  user_id: string;
  starts_on: string;
  ends_on: string | null;
}

interface IdentityDoorLooks {
  organization_id: string;
  band_color: string | null;
  logo: Buffer | null;
  logo_type: string | null;
  logo_hash: string | null;
  logo_width: number | null;
  logo_height: number | null;
  logo_alternative: string | null;
  version: Generated<number>;
}

interface IdentityEnablements {
  organization_id: string;
  user_id: string;
  home_id: string;
  placed: Generated<boolean>;
  licence: Generated<string>;
  since: Date;
  ended_at: Date | null;
  is_default: Generated<boolean>;
  sort_key: Generated<string>;
}

interface IdentityLastAccesses {
  organization_id: string;
  user_id: string;
  at: Generated<Date>;
}

interface IdentityLicencePools {
  organization_id: string;
  licence: string;
  bought: number | null;
  mode: string;
  version: Generated<number>;
}

interface IdentityOrganizations {
  id: string;
  name: string;
  name_folded: Generated<string>;
  code: string | null;
  tax_code: string | null;
  pec: string | null;
  email: string | null;
  phone: string | null;
  site: string | null;
  time_zone: string | null;
  login_id: string | null;
  login_id_folded: string | null;
  active: Generated<boolean>;
  authorization_required: Generated<boolean>;
  one_role_only: Generated<boolean>;
  own_door: Generated<boolean>;
  created_at: Date;
  version: Generated<number>;
}

interface IdentityPersons {
  organization_id: string;
  id: string;
  family_name: string;
  given_name: string;
  tax_code: string | null;
  birth_date: string | null;
  sex: string | null;
  email: string | null;
  email_folded: string | null;
  employee_number: string | null;
  kind: Generated<string>;
  created_at: Date;
}

interface IdentityUserWords {
  organization_id: string;
  user_id: string;
  word: string;
  sort_key: string;
}

interface IdentityUsers {
  organization_id: string;
  id: string;
  person_id: string;
  code: GeneratedAlways<string>;
  username: string;
  username_folded: string;
  username_mac: Buffer;
  full_name: Generated<string>;
  status: string;
  disabled: boolean;
  no_sessions: Generated<boolean>;
  standing: GeneratedAlways<string>;
  active_since: Date;
  exempt_from_inactivity: Generated<boolean>;
  all_organizations: Generated<boolean>;
  valid_from: string | null;
  valid_to: string | null;
  authorized: Generated<string>;
  sort_key: string;
  entered: Generated<boolean>;
  created_at: Date;
  version: Generated<number>;
}

interface JobsRuns {
  organization_id: string;
  id: string;
  job: string;
  due_at: Date | null;
  asked_by: string | null;
  asked_at: Date;
  input: Generated<unknown>;
  state: Generated<string>;
  done: Generated<string>;
  total: string | null;
  attempt: Generated<number>;
  ran_as: string | null;
  node: string | null;
  started_at: Date | null;
  heartbeat_at: Date | null;
  cancel_asked_at: Date | null;
  cancel_asked_by: string | null;
  ended_at: Date | null;
  outcome: unknown | null;
}

interface JobsSchedules {
  organization_id: string;
  job: string;
  since: Date;
}

interface JobsWorker {
  organization_id: string;
  home_id: string | null;
  user_id: string | null;
  version: Generated<number>;
}

interface LogEvidenceArchives {
  organization_id: string;
  id: string;
  asked_by: string;
  asked_at: Date;
  from_day: string | null;
  to_day: string | null;
  run_id: string;
  attempt: Generated<number>;
  ready_at: Date | null;
  expires_at: Date | null;
  rows: string | null;
  bytes: string | null;
  chunks: number | null;
  sha256: Buffer | null;
  claimed_until: Date | null;
  fetched_at: Date | null;
  withdrawn_at: Date | null;
}

interface LogEvidenceChunks {
  organization_id: string;
  archive_id: string;
  number: number;
  ciphertext: Buffer;
}

interface LogEvidenceVerifications {
  organization_id: string;
  id: string;
  asked_by: string;
  asked_at: Date;
  run_id: string;
  file_name: string | null;
  checkpoints: string | null;
  public_key: string | null;
  verdict: unknown | null;
}

interface LogSearchesExports {
  organization_id: string;
  id: string;
  owner_id: string;
  own: boolean;
  view: unknown;
  language: string;
  asked_at: Date;
  expected: number | null;
  state: string;
  rows: Generated<number>;
  written_at: Date | null;
}

interface LogSearchesSearches {
  organization_id: string;
  id: string;
  owner_id: string;
  name: string;
  view: unknown;
  shared: boolean;
  changed_at: Date;
}

interface PolicyProfiles {
  organization_id: string;
  profile: string;
  version: number;
  since: Date;
  changed_by: string | null;
  reason: string;
  breaks: unknown;
}

interface PolicyRules {
  organization_id: string;
  owner_kind: string;
  owner_id: string;
  rule: string;
  value: unknown | null;
  since: Date;
  changed_by: string | null;
  reason: string;
  breaks: string[];
}

interface SessionsSessions {
  organization_id: string;
  id: string;
  number: GeneratedAlways<string>;
  user_id: string;
  token_hash: Buffer;
  opened_at: Date;
  last_active_at: Date;
  idle_minutes: number;
  ends_at: Date | null;
  due_at: GeneratedAlways<Date>;
  ended_at: Date | null;
  end_reason: string | null;
  context_id: string;
  context_at: Date;
  unit_id: string | null;
  delegation_id: string | null;
  assistance_organization_id: string | null;
  visit_id: string | null;
}

interface SetupDemonstration {
  alone: Generated<boolean>;
  seed: number;
  made_at: Date;
  filled_at: Date | null;
}

interface SetupLinks {
  id: string;
  token_hash: Buffer;
  expires_at: Date;
  claimed_by: Buffer | null;
  answers: Generated<unknown>;
}

interface SignInAttempts {
  name_mac: Buffer;
  browser_id: string;
  used: number;
  last_at: Date;
  locked_until: Date | null;
}

interface SignInPending {
  organization_id: string;
  id: string;
  user_id: string;
  token_hash: Buffer;
  name_mac: Buffer;
  browser_id: string;
  address_group: string;
  started_at: Date;
  expires_at: Date;
  return_to: string | null;
  chosen_id: string | null;
}

interface StaffImportBlocks {
  organization_id: string;
  import_id: string;
  sheet: number;
  block: number;
  rows: unknown;
}

interface StaffImportImports {
  organization_id: string;
  id: string;
  file_name: string;
  format: string;
  encoding: string | null;
  separator: string | null;
  created_at: Date;
  expires_at: Date;
  stage: Generated<string>;
  sheets: unknown;
  options: unknown;
  remembered: boolean;
  counts: unknown | null;
  trial: string | null;
  run_id: string | null;
  confirmed_from: unknown | null;
  done_at: Date | null;
  kind: Generated<string>;
}

interface StaffImportLines {
  organization_id: string;
  import_id: string;
  place: number;
  row_number: number | null;
  outcome: string;
  name: string;
  username: string;
  user_id: string | null;
  administrator: boolean;
  faults: unknown;
  changes: unknown;
}

interface StaffImportMappings {
  organization_id: string;
  headings: Buffer;
  columns: unknown;
  used_at: Date;
}

interface StatementsTexts {
  organization_id: string;
  statement: string;
  version: number;
  it: string | null;
  en: string | null;
  since: Date;
  changed_by: string;
}

interface StructureDepartments {
  organization_id: string;
  id: string;
  name: string;
  name_folded: string;
  name_en: string | null;
  active: Generated<boolean>;
  created_at: Date;
  version: Generated<number>;
}

interface StructurePlacements {
  organization_id: string;
  id: string;
  user_id: string;
  unit_id: string;
  starts_on: string;
  ends_on: string | null;
  qualification: Generated<string>;
}

interface StructureUnits {
  organization_id: string;
  id: string;
  department_id: string;
  name: string;
  name_folded: string;
  name_en: string | null;
  site: Generated<string>;
  active: Generated<boolean>;
  created_at: Date;
  version: Generated<number>;
}

interface VarcoMigrations {
  name: string;
  hash: string;
  applied_at: Generated<Date>;
}

interface VarcoReturning {
  said: string;
}

/** Every table of the database, by its schema and name. */
export interface Tables {
  'access_log.addresses': AccessLogAddresses;
  'access_log.browsers': AccessLogBrowsers;
  'access_log.details': AccessLogDetails;
  'access_log.entries': AccessLogEntries;
  'access_log.leftovers': AccessLogLeftovers;
  'access_log.organization_keys': AccessLogOrganizationKeys;
  'access_log.retention': AccessLogRetention;
  'access_log.seal_keys': AccessLogSealKeys;
  'access_log.sealer': AccessLogSealer;
  'access_log.seals': AccessLogSeals;
  'access_log.subjects': AccessLogSubjects;
  'application_settings.common': ApplicationSettingsCommon;
  'application_settings.own': ApplicationSettingsOwn;
  'application_settings.schemas': ApplicationSettingsSchemas;
  'applications.actions': ApplicationsActions;
  'applications.applications': ApplicationsApplications;
  'applications.functions': ApplicationsFunctions;
  'applications.secrets': ApplicationsSecrets;
  'applications.served': ApplicationsServed;
  'assistance.requests': AssistanceRequests;
  'assistance.rules': AssistanceRules;
  'assistance.visits': AssistanceVisits;
  'authorization.administrators': AuthorizationAdministrators;
  'authorization.assignments': AuthorizationAssignments;
  'authorization.group_roles': AuthorizationGroupRoles;
  'authorization.role_conditions': AuthorizationRoleConditions;
  'authorization.role_grants': AuthorizationRoleGrants;
  'authorization.roles': AuthorizationRoles;
  'credentials.passwords': CredentialsPasswords;
  'credentials.present_password_attempts': CredentialsPresentPasswordAttempts;
  'delegations.delegations': DelegationsDelegations;
  'erasure.erasures': ErasureErasures;
  'first_passwords.handouts': FirstPasswordsHandouts;
  'first_passwords.items': FirstPasswordsItems;
  'first_passwords.parts': FirstPasswordsParts;
  'formal_authorizations.authorizations': FormalAuthorizationsAuthorizations;
  'groups.groups': GroupsGroups;
  'groups.heads': GroupsHeads;
  'groups.memberships': GroupsMemberships;
  'identity.door_looks': IdentityDoorLooks;
  'identity.enablements': IdentityEnablements;
  'identity.last_accesses': IdentityLastAccesses;
  'identity.licence_pools': IdentityLicencePools;
  'identity.organizations': IdentityOrganizations;
  'identity.persons': IdentityPersons;
  'identity.user_words': IdentityUserWords;
  'identity.users': IdentityUsers;
  'jobs.runs': JobsRuns;
  'jobs.schedules': JobsSchedules;
  'jobs.worker': JobsWorker;
  'log_evidence.archives': LogEvidenceArchives;
  'log_evidence.chunks': LogEvidenceChunks;
  'log_evidence.verifications': LogEvidenceVerifications;
  'log_searches.exports': LogSearchesExports;
  'log_searches.searches': LogSearchesSearches;
  'policy.profiles': PolicyProfiles;
  'policy.rules': PolicyRules;
  'sessions.sessions': SessionsSessions;
  'setup.demonstration': SetupDemonstration;
  'setup.links': SetupLinks;
  'sign_in.attempts': SignInAttempts;
  'sign_in.pending': SignInPending;
  'staff_import.blocks': StaffImportBlocks;
  'staff_import.imports': StaffImportImports;
  'staff_import.lines': StaffImportLines;
  'staff_import.mappings': StaffImportMappings;
  'statements.texts': StatementsTexts;
  'structure.departments': StructureDepartments;
  'structure.placements': StructurePlacements;
  'structure.units': StructureUnits;
  'varco.migrations': VarcoMigrations;
  'varco.returning': VarcoReturning;
}
