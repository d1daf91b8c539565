import { z } from 'zod';

/** Names of people, as typed: no control characters, single line. */
const name = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !/\p{Cc}/u.test(value), { error: 'control-characters' });

export const FamilyName = name(100);
export const GivenName = name(100);
/** Accessory description of a user; no logic depends on it (requirements R1.7). */
export const FullName = z
  .string()
  .trim()
  .max(200)
  .refine((value) => !/\p{Cc}/u.test(value), { error: 'control-characters' });
export const OrganizationName = name(200);

/** A sign-in name: 1 to 50 code points, none of them a blank, a control character or one of * \ # ? / ~ (requirements R1.5, R3.39). */
export const Username = z
  .string()
  .min(1)
  .refine((value) => [...value].length <= 50, { error: 'too-long' })
  .refine((value) => !/[\s\p{C}*\\#?/~]/u.test(value), { error: 'username-characters' });
