import type { RoleGrants } from './api.ts';
import { admitted, holds } from './capabilities.ts';

/** The functions that a role changes or deletes further than it finds: they may be saved, with a warning (requirements R2.42). */
export const reachesBeyondSearch = (grants: RoleGrants): string[] =>
  Object.entries(grants).flatMap(([capability, { search, ...others }]) => {
    const isWider = Object.values(others).some((level) => search === undefined || !holds(search, level));
    return isWider && admitted(capability, 'search').length > 0 ? [capability] : [];
  });
