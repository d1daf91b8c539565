import { given, oneOf } from '../../core/address.ts';

/** What the address of the list of applications holds: that one was just removed. */
export interface ApplicationsAddress {
  readonly removed?: 'yes';
}

/** Reads the address of the list. */
export const readApplicationsAddress = (values: Readonly<Record<string, unknown>>): ApplicationsAddress =>
  given('removed', oneOf(values, 'removed', ['yes'] as const));

/** What the address of one application holds: what is being changed, or that it was just made. */
export interface ApplicationAddress {
  readonly edit?: 'data' | 'functions' | 'settings';
  readonly created?: 'yes';
}

/** Reads the address of one application. */
export const readApplicationAddress = (values: Readonly<Record<string, unknown>>): ApplicationAddress => ({
  ...given('edit', oneOf(values, 'edit', ['data', 'functions', 'settings'] as const)),
  ...given('created', oneOf(values, 'created', ['yes'] as const)),
});
