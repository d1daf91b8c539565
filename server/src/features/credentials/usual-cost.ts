import type { Core } from '#core/core';
import { Lately } from '#core/lately';
import { usualParameters } from './store.ts';

const lately = new Lately<string | undefined>(3_600_000);

/** The parameters of the majority of hashes, which a decoy imitates; asked at most once an hour, because counting reads them all. */
export const usualCost = (core: Pick<Core, 'db' | 'clock'>): Promise<string | undefined> =>
  lately.get(core, 'parameters', () => usualParameters(core.db));
