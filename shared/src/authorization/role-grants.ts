import type { RoleGrants } from './api.ts';
import { holds } from './capabilities.ts';
import type { Functions } from './functions.ts';

/** The functions that a role changes or deletes further than it finds: they may be saved, with a warning (requirements R2.42). */
export const reachesBeyondSearch = (grants: RoleGrants, functions: Functions): string[] =>
  Object.entries(grants).flatMap(([capability, { search, modify, delete: remove }]) => {
    const isWider = [modify, remove].some((level) => level !== undefined && (search === undefined || !holds(search, level)));
    return isWider && functions.levels(capability, 'search').length > 0 ? [capability] : [];
  });
