import { z } from 'zod';
import { Day } from '../days.ts';

/** Signs that break a line or turn it around: a list, a letter or the log would show something else than what is kept. */
const disturbing = /[\p{Cc}\p{Bidi_Control}]/u;

/** Names of people, as typed: no control characters, single line. */
const name = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !disturbing.test(value), { error: 'control-characters' });

/** One line of text of at most `max` characters, as typed. */
export const Line = (max: number) => name(max);
/** The same, which may be empty. */
export const OptionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !disturbing.test(value), { error: 'control-characters' });

/** The family name of a person. */
export const FamilyName = name(100);
/** The given name of a person; both, when there are two. */
export const GivenName = name(100);
/** Accessory description of a user; no logic depends on it (requirements R1.7). */
export const FullName = OptionalLine(200);
/** How an organization is called. */
export const OrganizationName = name(200);

/** Blanks, what is not seen and the signs that requirements R3.39 keeps out, also when a sign only stands for one of them, as a full-width * does. */
const notInUsername = /[\s\p{C}\p{Default_Ignorable_Code_Point}*\\#?/~]/u;

/**
 * Letters of other alphabets look like Latin ones and are others: a name made of them would pass for somebody else's. Of the Latin script those
 * of European languages, with figures and signs as every keyboard has them; without the few that only lack or gain a dot.
 */
const latin = /^(?:[\x21-\x7e]|(?=\p{Script=Latin})[\u00c0-\u012f\u0132-\u0137\u0139-\u017f\u0218-\u021b\u1e00-\u1eff])*$/u;

/** First part of the user names of an organization: letters and figures, dots and hyphens inside (requirements R3.1). */
export const loginIdForm = /^[A-Za-z0-9][A-Za-z0-9.-]{1,19}$/;

/** A user name in its two parts: the access id of an organization, if it has one, and the person's own. */
export function partsOfUsername(username: string): { readonly loginId: string | null; readonly own: string } {
  const slash = username.indexOf('/');
  const loginId = username.slice(0, Math.max(slash, 0));
  return loginIdForm.test(loginId) ? { loginId, own: username.slice(slash + 1) } : { loginId: null, own: username };
}

/**
 * A sign-in name: 1 to 50 code points in one composition of accents, in Latin letters, none of them a blank, a control character or one of
 * * \ # ? / ~ (requirements R1.5), but for the slash behind the access id of an organization (requirements R3.1).
 */
export const Username = z
  .string()
  .normalize('NFC')
  .min(1)
  .refine((value) => [...value].length <= 50, { error: 'too-long' })
  .superRefine((value, { addIssue }) => {
    const { own } = partsOfUsername(value);
    const plain = own.normalize('NFKC');
    if ((own === '' && value !== '') || notInUsername.test(own) || notInUsername.test(plain))
      addIssue({ code: 'custom', message: 'username-characters' });
    else if (!latin.test(plain)) addIssue({ code: 'custom', message: 'username-script' });
  });

/** Sixteen signs: six letters, the birth (figures, or the letters that stand for them where two people would share a code), the place, the check. */
const taxCodeForm = /^[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/;

/** Whether this is a provisional tax code: eleven figures, given to who has no other one yet. */
export const isProvisionalTaxCode = (taxCode: string): boolean => /^\d{11}$/.test(taxCode);

/** A tax code in capitals without blanks, with the name of what is wrong when it is none: a person's is explained otherwise than an organization's. */
export const taxCodeAs = (error: string) =>
  z
    .string()
    .transform((value) => value.replace(/[\s.-]/gu, '').toUpperCase())
    .refine((value) => taxCodeForm.test(value) || isProvisionalTaxCode(value), { error });

/** The Italian tax code of a person; whether its check sign is right is judged where it is saved. */
export const TaxCode = taxCodeAs('tax-code');

/** Female or male, as the tax code knows them. */
export const Sex = z.enum(['f', 'm']);
export type Sex = z.infer<typeof Sex>;

/** An e-mail address, with the name of what is wrong when it is none. */
export const emailAs = (error: string) => z.string().trim().max(254).pipe(z.email({ error }));

/** An e-mail address of a person; one organization has it once (requirements D2). */
export const Email = emailAs('email');

/** How the personnel office numbers somebody: a text, since its leading zeros count. */
export const EmployeeNumber = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((value) => !/\p{C}/u.test(value), { error: 'control-characters' });

/** What is known of a person besides the name; all of it may be missing. */
export const PersonDetails = z.object({
  taxCode: TaxCode.nullable(),
  birthDate: Day.nullable(),
  sex: Sex.nullable(),
  email: Email.nullable(),
  employeeNumber: EmployeeNumber.nullable(),
});
export type PersonDetails = z.infer<typeof PersonDetails>;

/** Nothing known besides the name. */
export const noDetails: PersonDetails = { taxCode: null, birthDate: null, sex: null, email: null, employeeNumber: null };
