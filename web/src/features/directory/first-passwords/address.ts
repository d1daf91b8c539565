import { given, textIn } from '../../../core/address.ts';

/** What the address of the list of preparations holds. */
export interface HandoutsAddress {
  readonly after?: string;
  /** The import whose new users are to get a first password: the question opens by itself. */
  readonly import?: string;
}

/** Reads the address of the list; what is not understood is ignored. */
export const readHandoutsAddress = (values: Readonly<Record<string, unknown>>): HandoutsAddress => ({
  ...given('after', textIn(values, 'after')),
  ...given('import', textIn(values, 'import')),
});
