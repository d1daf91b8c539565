import { fold, foldUsername } from '../identity/folding.ts';
import type { EnforcedPolicy } from '../policy/rules.ts';

/** The longest password accepted, in code points after normalization (requirements R5.1, D7). */
export const MAX_PASSWORD_LENGTH = 128;

/** One rule a proposed password breaks, with the numbers its sentence needs. */
export type PasswordIssue =
  | { readonly rule: 'too-short'; readonly min: number; readonly length: number }
  | { readonly rule: 'too-long'; readonly max: number; readonly length: number }
  | { readonly rule: 'too-few-classes'; readonly min: number; readonly classes: number }
  | { readonly rule: 'same-as-username' }
  | { readonly rule: 'same-as-current' }
  | { readonly rule: 'not-confirmed' };

/** The form in which a password is judged and hashed: NFKC, never trimmed (requirements D7; RFC 8265, OpaqueString). */
export const normalizePassword = (password: string): string => password.normalize('NFKC');

const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

/** How many of the four classes appear: capital letters, small letters, digits, anything else (requirements R3.18). */
export const characterClasses = (password: string): number => classes.filter((one) => one.test(normalizePassword(password))).length;

/** Every rule that `password` breaks, all at once; the comparison with older passwords needs their hashes and is not here. */
export function passwordIssues(
  policy: Pick<EnforcedPolicy, 'minLength' | 'minCharacterClasses' | 'differsFromUsername'>,
  password: string,
  username: string,
): PasswordIssue[] {
  const issues: PasswordIssue[] = [];
  const normalized = normalizePassword(password);
  const length = [...normalized].length;
  if (length < policy.minLength) issues.push({ rule: 'too-short', min: policy.minLength, length });
  if (length > MAX_PASSWORD_LENGTH) issues.push({ rule: 'too-long', max: MAX_PASSWORD_LENGTH, length });
  const found = characterClasses(password);
  if (found < policy.minCharacterClasses) issues.push({ rule: 'too-few-classes', min: policy.minCharacterClasses, classes: found });
  if (
    policy.differsFromUsername &&
    (foldUsername(normalized) === foldUsername(username) || (fold(username) !== '' && fold(normalized) === fold(username)))
  ) {
    issues.push({ rule: 'same-as-username' });
  }
  return issues;
}
