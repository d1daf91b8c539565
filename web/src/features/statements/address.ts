import type { StatementName } from '@varco/shared/statements/api';
import { given, oneOf } from '../../core/address.ts';

/** The texts of this page, in the order they are shown. */
export const statementNames = ['accessibility', 'privacy'] as const satisfies readonly StatementName[];

/** What the address of the page texts holds: the text being changed. */
export interface StatementsAddress {
  readonly edit?: StatementName;
}

/** Reads the address of the page texts. */
export const readStatementsAddress = (values: Readonly<Record<string, unknown>>): StatementsAddress =>
  given('edit', oneOf(values, 'edit', statementNames));
