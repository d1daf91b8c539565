import { addDays, type Day } from '@varco/shared/days';
import { fold } from '@varco/shared/identity/folding';
import type { Licence } from '@varco/shared/identity/licences';
import { type Days, type Standing, userStatuses } from '@varco/shared/identity/user-status';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';

/** A key longer than this does not fit an index, and nobody tells two names apart beyond it. */
const KEY_LENGTH = 200;
const WORD_LENGTH = 100;

/** Apostrophes and hyphens, which people leave out when they type a name. */
const JOINT = /(?<=\p{L})['’ʼ`´‘-](?=\p{L})/gu;

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.slice(0, WORD_LENGTH));

/** The folded words by whose beginning a user is found: D'Angelò also as dangelo, Rossi-Bianchi also as rossibianchi (requirements R2.6). */
export const searchWords = (user: { familyName: string; givenName: string; fullName: string; username: string }): string[] => [
  ...new Set(
    [user.familyName, user.givenName, user.fullName, user.username].flatMap((text) => [
      ...wordsOf(text),
      ...wordsOf(text.replace(JOINT, '')),
    ]),
  ),
];

/** The words of a search, each of which must begin one of the user's; none for a text that holds no letter or figure. */
export function askedWords(search: string): string[] {
  const words = [...new Set(wordsOf(search))];
  // A word that another one begins with asks nothing of its own: "ro ross" is "ross".
  return words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)));
}

/** Folded family and given name, by which lists are sorted and paged: the tab keeps every Rossi before every Rossi Bianchi. */
export const sortKey = (user: { familyName: string; givenName: string }): string =>
  `${fold(user.familyName)}\t${fold(user.givenName)}`.slice(0, KEY_LENGTH);

/**
 * How the sort keys begin of those who may be meant by the beginning of a name, family name first; none for a text without letter or
 * figure. What follows the last blank may begin the given name.
 */
export function keyBeginnings(search: string): string[] {
  const folded = fold(search);
  return folded === '' ? [] : [...new Set([folded, folded.replace(/ (?=[^ ]*$)/, '\t')])];
}

/** How the log names a person. */
export const inLog = (user: { organizationId: OrganizationId; id: UserId; username: string; familyName: string; givenName: string }) => ({
  userId: user.id,
  organizationId: user.organizationId,
  username: user.username,
  name: `${user.familyName} ${user.givenName}`.trim(),
});

/**
 * A user whose licence has changed. The rule of inactivity leaves a service alone, and only a service by that; and a service opens no
 * session until that is switched on (requirements R2.28, R1.60, R5.21).
 */
export const withLicence = <
  Changed extends { readonly licence: Licence; readonly exemptFromInactivity: boolean; readonly noSessions: boolean },
>(
  before: Pick<Changed, 'licence'>,
  after: Changed,
): Changed =>
  (before.licence === 'service') === (after.licence === 'service')
    ? after
    : { ...after, exemptFromInactivity: after.licence === 'service', noSessions: after.licence === 'service' };

/** One range of days as PostgreSQL writes it: the day after the last is named, none where there is no end. */
const RANGE = /\[([^,]*),([^)]*)\)/g;

/** The days on which a user is formally authorized, as the database writes them; null where no authorization is required. */
export const authorizedDays = (ranges: string | null): Days[] | null =>
  ranges === null
    ? null
    : [...ranges.matchAll(RANGE)].map(([, from = '', after = '']) => ({
        from: from as Day,
        to: after === '' ? null : lastBefore(after),
      }));

/** The last day that can be said, behind which PostgreSQL names one of five figures. */
const LAST = '9999-12-31' as Day;

const lastBefore = (after: string): Day => (after.length > LAST.length ? LAST : addDays(after as Day, -1));

/** What decides whether a user may enter, from his row. */
export const standingOf = (row: {
  status: string;
  disabled: boolean;
  no_sessions?: boolean;
  valid_from: string | null;
  valid_to: string | null;
  authorized: string | null;
}): Standing => ({
  status: userStatuses.find((status) => status === row.status) ?? 'inactive',
  disabled: row.disabled,
  noSessions: row.no_sessions === true,
  validFrom: row.valid_from as Day | null,
  validTo: row.valid_to as Day | null,
  authorized: authorizedDays(row.authorized),
});

const takenRules = {
  username: 'username-taken',
  taxCode: 'tax-code-taken',
  email: 'email-taken',
  employeeNumber: 'employee-number-taken',
} as const;

/** The fault of a value that somebody else has. */
export const takenIssue = (field: keyof typeof takenRules): Issue => ({ field, rule: takenRules[field] });
