import { z } from 'zod';

/** Names of people, as typed: no control characters, single line. */
const name = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !/\p{Cc}/u.test(value), { error: 'control-characters' });

/** The family name of a person. */
export const FamilyName = name(100);
/** The given name of a person; both, when there are two. */
export const GivenName = name(100);
/** Accessory description of a user; no logic depends on it (requirements R1.7). */
export const FullName = z
  .string()
  .trim()
  .max(200)
  .refine((value) => !/\p{Cc}/u.test(value), { error: 'control-characters' });
/** How an organization is called. */
export const OrganizationName = name(200);

/** Blanks, what is not seen and the signs that requirements R3.39 keeps out, also when a sign only stands for one of them, as a full-width * does. */
const notInUsername = /[\s\p{C}\p{Default_Ignorable_Code_Point}*\\#?/~]/u;

/** A sign-in name: 1 to 50 code points in one composition of accents, none of them a blank, a control character or one of * \ # ? / ~ (requirements R1.5). */
export const Username = z
  .string()
  .normalize('NFC')
  .min(1)
  .refine((value) => [...value].length <= 50, { error: 'too-long' })
  .refine((value) => !notInUsername.test(value) && !notInUsername.test(value.normalize('NFKC')), { error: 'username-characters' });
