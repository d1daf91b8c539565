import type { StatementName } from '@varco/shared/statements/api';
import type { Core } from '#core/core';
import { type OwnWording, wordingInForce } from './store.ts';

const FRESH_FOR_MS = 1_000;
const lately = new WeakMap<object, Map<StatementName, { readonly until: number; readonly own: Promise<OwnWording> }>>();

/** The wording that pages show: they are open to anyone, so the database is asked once a second however many open them. */
export function shownWording(core: Pick<Core, 'db' | 'clock'>, name: StatementName): Promise<OwnWording> {
  const at = core.clock.monotonic();
  const known = lately.get(core.db) ?? new Map();
  lately.set(core.db, known);
  const last = known.get(name);
  if (last && at < last.until) return last.own;
  const own = wordingInForce(core.db, name);
  known.set(name, { until: at + FRESH_FOR_MS, own });
  own.catch(() => known.delete(name));
  return own;
}

/** Whoever changed a text reads the new one at once on this node. */
export const forgetWording = (core: Pick<Core, 'db'>): boolean => lately.delete(core.db);
