import { z } from 'zod';
import { Line, OptionalLine } from '../identity/api.ts';

/** At most so many words has one choice. */
const MOST_OPTIONS = 50;
/** At most so many characters has a text of one line, and a longer one. */
const MOST_TEXT = 200;
/** The same for a text of several lines. */
const MOST_LONG_TEXT = 4_000;

/** How a setting or a section is called by programs. */
export const Name = z.string().regex(/^[a-z][a-z0-9_-]{0,49}$/, 'setting-name');
const number = z.int('setting-whole');

/** One word of a choice: what programs read, and what people read. */
const Option = z.object({
  value: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,49}$/, 'setting-option'),
  label: Line(100),
  labelEnglish: OptionalLine(100).default(''),
});
const Options = z.array(Option).min(1, 'setting-options-needed').max(MOST_OPTIONS, 'setting-options-many');

const said = {
  name: Name,
  label: Line(100),
  labelEnglish: OptionalLine(100).default(''),
  hint: OptionalLine(300).default(''),
  hintEnglish: OptionalLine(300).default(''),
};

/** One setting by its kind: how it is called and what may stand in it, before its parts are compared with each other. */
export const Kinds = z.discriminatedUnion(
  'kind',
  [
    z.object({ ...said, kind: z.literal('choice'), options: Options, default: z.string().optional() }),
    z.object({ ...said, kind: z.literal('choices'), options: Options, default: z.array(z.string()).max(MOST_OPTIONS).optional() }),
    z.object({
      ...said,
      kind: z.literal('whole-number'),
      min: number.optional(),
      max: number.optional(),
      unit: OptionalLine(20).default(''),
      unitEnglish: OptionalLine(20).default(''),
      default: number.optional(),
    }),
    z.object({ ...said, kind: z.literal('time'), default: z.string().optional() }),
    z.object({
      ...said,
      kind: z.literal('text'),
      max: z.int('setting-whole').min(1, 'setting-length').max(MOST_TEXT, 'setting-length').default(MOST_TEXT),
      default: z.string().optional(),
    }),
    z.object({
      ...said,
      kind: z.literal('long-text'),
      max: z.int('setting-whole').min(1, 'setting-length').max(MOST_LONG_TEXT, 'setting-length').default(MOST_LONG_TEXT),
      default: z.string().optional(),
    }),
    z.object({ ...said, kind: z.literal('yes-no'), default: z.boolean('setting-default').optional() }),
    // Whose they are differs between organizations: a schema cannot propose one.
    z.object({ ...said, kind: z.literal('sharing-groups'), default: z.undefined('setting-no-default').optional() }),
    z.object({ ...said, kind: z.literal('user'), default: z.undefined('setting-no-default').optional() }),
  ],
  'setting-kind',
);
export type Setting = z.infer<typeof Kinds>;
/** What may stand in a setting. */
export type SettingKind = Setting['kind'];
