import type { Language } from '@varco/shared/language';

/** One part of a help page: a question people have, and its answer in paragraphs or steps. */
export interface HelpPart {
  readonly title: string;
  readonly text?: readonly string[];
  readonly steps?: readonly string[];
}

/** The help of one page of the console. */
export interface HelpText {
  readonly title: string;
  /** What the page is for, in a sentence. */
  readonly intro: string;
  readonly parts: readonly HelpPart[];
}

/** The help of one page in both languages. */
export type Help = Readonly<Record<Language, HelpText>>;
