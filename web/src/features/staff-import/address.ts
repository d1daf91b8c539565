import { type LineOutcome, lineOutcomes } from '@varco/shared/staff-import/api';
import { countIn, given, oneOf, textIn } from '../../core/address.ts';

/** The steps that have a page of their own once a file is there. */
const steps = ['columns', 'trial', 'result'] as const;
export type Step = (typeof steps)[number];

/** What the address of the import holds: the file, the step, which lines are shown and from where on. */
export interface ImportAddress {
  readonly file?: string;
  readonly step?: Step;
  readonly show?: LineOutcome;
  readonly after?: number;
}

/** Reads the address of the import. */
export function readImportAddress(values: Readonly<Record<string, unknown>>): ImportAddress {
  return {
    ...given('file', textIn(values, 'file')),
    ...given('step', oneOf(values, 'step', steps)),
    ...given('show', oneOf(values, 'show', lineOutcomes)),
    ...given('after', countIn(values, 'after')),
  };
}
