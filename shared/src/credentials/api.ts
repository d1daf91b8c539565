import { z } from 'zod';

/** A typed password: any text, bounded so that nobody makes us normalize a novel. */
const Password = z.string().min(1).max(1024);

/** Replaces one's own password; the present one is asked again (requirements R1.9, R1.42). */
export const ChangePassword = z.object({ current: Password, next: Password, confirmation: z.string().max(1024) });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** The rules in force for a new password, shown before the fields (requirements R3.63). */
export const PasswordRules = z.object({
  minLength: z.number().int(),
  maxLength: z.number().int(),
  minCharacterClasses: z.number().int(),
  differsFromUsername: z.boolean(),
});
export type PasswordRules = z.infer<typeof PasswordRules>;
