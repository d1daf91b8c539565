import { type Hindrance, hindrance, type Standing } from '@varco/shared/identity/user-status';

/** What is known after the name was looked up, an attempt asked for and the password compared. */
export interface Judged {
  readonly user: (Standing & { readonly organizationActive: boolean; readonly enabledThere: boolean }) | undefined;
  readonly granted: boolean;
  readonly matched: boolean;
}

/**
 * Why the door stays shut, or undefined when the password opens it: the order of requirements R5.22, steps 3 to 6. The organization chosen
 * comes right after the password: whoever may not work for it is told nothing that is told behind a right password (requirements R1.43, R5.27).
 */
export function refusalReason(
  judged: Judged,
  zone: string,
  at: Date,
): 'unknown-user' | 'locked' | 'wrong-password' | 'not-enabled-there' | Hindrance | 'organization-off' | undefined {
  if (!judged.user) return 'unknown-user';
  if (!judged.granted) return 'locked';
  if (!judged.matched) return 'wrong-password';
  if (!judged.user.enabledThere) return 'not-enabled-there';
  return hindrance(judged.user, zone, at) ?? (judged.user.organizationActive ? undefined : 'organization-off');
}
