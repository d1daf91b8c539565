import { given, oneOf, textIn } from '../../core/address.ts';

/** What the address of the list holds: whether the past is shown, and where the page begins. */
export interface AssistanceAddress {
  readonly past?: 'yes';
  readonly after?: string;
}

/** Reads the address of the list. */
export const readAssistanceAddress = (values: Readonly<Record<string, unknown>>): AssistanceAddress => ({
  ...given('past', oneOf(values, 'past', ['yes'] as const)),
  ...given('after', textIn(values, 'after')),
});

/** Reads the address of the list of what is granted: where the page begins. */
export const readGrantedAddress = (values: Readonly<Record<string, unknown>>): Pick<AssistanceAddress, 'after'> =>
  given('after', textIn(values, 'after'));
