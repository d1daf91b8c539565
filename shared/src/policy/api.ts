import { z } from 'zod';
import { profileNames } from './profiles.ts';
import { type EnforcedRule, enforced } from './rules.ts';
import { standardRules } from './standards.ts';

const RuleValue = z.union([z.number(), z.boolean(), z.literal('never')]);
/** A value of a rule as it travels: a number in the rule's unit, yes or no, or no limit. */
export type RuleValue = z.infer<typeof RuleValue>;
const ruleNames = enforced as unknown as readonly [EnforcedRule, ...EnforcedRule[]];

/** One rule: what the organization sets (null: nothing), what holds, where it comes from, who set it last, and what it breaks (requirements D1). */
export const RuleInForce = z.object({
  rule: z.enum(ruleNames),
  here: RuleValue.nullable(),
  inForce: RuleValue,
  origin: z.enum(['organization', 'profile']),
  since: z.iso.datetime().nullable(),
  changedBy: z.string().nullable(),
  reason: z.string().nullable(),
  /** The rules of the standards that the value in force breaks, as they were told when it was chosen. */
  breaks: z.array(z.enum(standardRules)),
});
export type RuleInForce = z.infer<typeof RuleInForce>;

/** The policy in force with the origin of every value (requirements R1.23, R3.7). */
export const Policy = z.object({
  profile: z.enum(profileNames),
  profileVersion: z.number().int(),
  profileSince: z.iso.datetime(),
  profileChosenBy: z.string().nullable(),
  /** What the profile's newest version would change; the version chosen holds until somebody changes it. */
  profileNews: z.array(z.object({ rule: z.enum(ruleNames), value: RuleValue })),
  /** How many may sign in today: whom a change of a rule touches. */
  people: z.number().int(),
  rules: z.array(RuleInForce),
  /** Changes with every save; sent back with a change. */
  version: z.string(),
});
export type Policy = z.infer<typeof Policy>;

/** New values for some rules; null gives a rule back to the profile. A reason is always asked (requirements D1). */
export const ChangePolicy = z.object({
  version: z.string().max(40),
  values: z.partialRecord(z.enum(ruleNames), RuleValue.nullable()),
  reason: z.string().trim().min(1).max(500),
});
export type ChangePolicy = z.infer<typeof ChangePolicy>;
