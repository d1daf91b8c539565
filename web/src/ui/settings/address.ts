import { given, oneOf, textIn } from '../../core/address.ts';
import type { SettingsAddress } from './settings-cards.tsx';

/** Reads which part of the settings is open, and whether it is being changed. */
export const readSettingsAddress = (values: Readonly<Record<string, unknown>>): SettingsAddress => ({
  ...given('section', textIn(values, 'section')),
  ...given('edit', oneOf(values, 'edit', ['yes'] as const)),
});
