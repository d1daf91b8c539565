import { z } from 'zod';

/** The address to return to after signing in: a path of ours, never another host, in the signs a header can carry. */
export const ReturnTo = z
  .string()
  .max(2000)
  .regex(/^\/(?!\/)[!-[\]-~]*$/)
  .optional()
  .catch(undefined);

/** The first question of the door. Empty or absent values are judged like wrong ones. */
export const Credentials = z.object({
  username: z.string().max(1024).default(''),
  password: z.string().max(1024).default(''),
  returnTo: ReturnTo,
  /** The id of the organization at whose own sign-in address somebody came; empty: the session begins for the usual one (requirements R1.43). */
  organization: z.string().max(1024).default(''),
});
export type Credentials = z.infer<typeof Credentials>;

/** The answer to the gate "new-password". */
export const NewPassword = z.object({ next: z.string().max(1024).default(''), confirmation: z.string().max(1024).default('') });
export type NewPassword = z.infer<typeof NewPassword>;

/** The questions a sign-in can ask, in the order in which a person meets them; `enter` is the end. */
export const Step = z.enum(['password', 'new-password', 'enter']);
export type Step = z.infer<typeof Step>;

/** What the door answers to programs: the next question, and where a browser would go. */
export const DoorAnswer = z.object({ step: Step, location: z.string(), why: z.string().optional() });
export type DoorAnswer = z.infer<typeof DoorAnswer>;
