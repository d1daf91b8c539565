import type { Core } from '#core/core';
import * as store from './store.ts';

/** Forgets the staff lists whose day is over: what became of them stands in the log. */
export const forgetExpiredImports = ({ db, clock }: Pick<Core, 'db' | 'clock'>): Promise<number> => store.forgetExpired(db, clock.now());
