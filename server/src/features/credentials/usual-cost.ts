import type { Core } from '#core/core';
import { usualParameters } from './store.ts';

const FRESH_FOR_MS = 3_600_000;
const lately = new WeakMap<object, { readonly until: number; readonly parameters: Promise<string | undefined> }>();

/** The parameters of the majority of hashes, which a decoy imitates; asked at most once an hour, because counting reads them all. */
export function usualCost(core: Pick<Core, 'db' | 'clock'>): Promise<string | undefined> {
  const at = core.clock.monotonic();
  const known = lately.get(core.db);
  if (known && at < known.until) return known.parameters;
  const parameters = usualParameters(core.db);
  lately.set(core.db, { until: at + FRESH_FOR_MS, parameters });
  parameters.catch(() => lately.delete(core.db));
  return parameters;
}
