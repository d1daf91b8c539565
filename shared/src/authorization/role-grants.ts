import type { RoleGrants } from './api.ts';
import { admitted, capabilities, holds } from './capabilities.ts';

/** The functions that a role changes or deletes further than it finds: they may be saved, with a warning (requirements R2.42). */
export const reachesBeyondSearch = (grants: RoleGrants): string[] =>
  Object.entries(grants).flatMap(([capability, { search, modify, delete: remove }]) => {
    const isWider = [modify, remove].some((level) => level !== undefined && (search === undefined || !holds(search, level)));
    return isWider && admitted(capability, 'search').length > 0 ? [capability] : [];
  });

const catalogue = Object.keys(capabilities);

/** Functions in the order in which people read them; those this version does not know come last, by name. */
export function inCatalogueOrder(names: readonly string[]): string[] {
  const place = (name: string): number => (catalogue.includes(name) ? catalogue.indexOf(name) : catalogue.length);
  return names.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : Number(a > b)));
}
