import { given, textIn } from '../../../core/address.ts';

/** What the address of the saved searches holds: the place in the list of files. */
export interface SearchesAddress {
  readonly after?: string;
}

/** Reads the address of the saved searches. */
export const readSearchesAddress = (values: Readonly<Record<string, unknown>>): SearchesAddress => given('after', textIn(values, 'after'));
