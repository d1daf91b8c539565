import { type Hindrance, hindrance, type Standing } from '@varco/shared/identity/user-status';

/** What is known after the name was looked up, an attempt asked for and the password compared. */
export interface Judged {
  readonly user: (Standing & { readonly organizationActive: boolean }) | undefined;
  readonly granted: boolean;
  readonly matched: boolean;
}

/** Why the door stays shut, or undefined when the password opens it: the order of requirements R5.22, steps 3 to 6. */
export function refusalReason(
  judged: Judged,
  zone: string,
  at: Date,
): 'unknown-user' | 'locked' | 'wrong-password' | Hindrance | 'organization-off' | undefined {
  if (!judged.user) return 'unknown-user';
  if (!judged.granted) return 'locked';
  if (!judged.matched) return 'wrong-password';
  return hindrance(judged.user, zone, at) ?? (judged.user.organizationActive ? undefined : 'organization-off');
}
