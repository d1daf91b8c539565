import { type Day, dayAt } from '@varco/shared/days';
import type { Licence } from '@varco/shared/identity/licences';
import type { OrganizationId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { takenFields, takenIssue, taxCodeIssues, type User } from '#features/identity';

/** A user's record as somebody wants it; what could not be read of it is absent. */
type Wished = Partial<
  Pick<
    User,
    'id' | 'username' | 'familyName' | 'givenName' | 'taxCode' | 'birthDate' | 'sex' | 'email' | 'employeeNumber' | 'validFrom' | 'validTo'
  >
>;

/** Every fault of a record that the shape of its fields does not show, each beside its field. */
export async function recordIssues(tx: Db, organizationId: OrganizationId, wished: Wished, today: Day): Promise<Issue[]> {
  const taken = await takenFields(tx, { ...wished, organizationId }, wished.id);
  return [...taken.map(takenIssue), ...personIssues(wished, today)];
}

/** What is missing or too much of a person: every licence but a service's is a person's (requirements R1.24); `unnamed` is where it is told. */
export function personNeeded(
  wished: Partial<Pick<User, 'familyName' | 'givenName' | 'taxCode' | 'birthDate' | 'sex' | 'employeeNumber' | 'noSessions'>>,
  licence: Licence,
  unnamed: 'givenName' | 'licence' = 'givenName',
): Issue[] {
  const { givenName = '', noSessions = false } = wished;
  const tooMuch = licence !== 'service' && noSessions ? [{ field: 'noSessions', rule: 'only-services' }] : [];
  if (givenName !== '') return tooMuch;
  if (licence !== 'service') return [{ field: unnamed, rule: 'person-for-licence' }, ...tooMuch];
  const details = (['taxCode', 'birthDate', 'sex', 'employeeNumber'] as const).filter((field) => (wished[field] ?? null) !== null);
  return details.map((field) => ({ field, rule: 'details-need-person' }));
}

/** The faults of a person that need no look at the others. */
export function personIssues(wished: Wished, today: Day): Issue[] {
  const { birthDate = null, validFrom = null, validTo = null } = wished;
  const issues: Issue[] = taxCodeIssues(wished);
  if (birthDate !== null && (birthDate > today || birthDate < '1900-01-01')) issues.push({ field: 'birthDate', rule: 'birth-date' });
  if (validFrom !== null && validTo !== null && validTo < validFrom) issues.push({ field: 'validTo', rule: 'order-of-dates' });
  return issues;
}

/** The day by which a record is judged. */
export const todayOf = ({ config, clock }: { config: { timeZone: string }; clock: { now(): Date } }): Day =>
  dayAt(config.timeZone, clock.now());

/** Refuses a record with all its faults; a name that is taken, when that is the only one, has a code of its own. */
export function refuse(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const onlyTaken = issues.every((issue) => issue.rule === 'username-taken');
  throw new Refusal(onlyTaken ? 'identity.username-taken' : 'identity.user-refused', { issues });
}
