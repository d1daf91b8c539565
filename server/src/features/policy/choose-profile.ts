import { profiles } from '@varco/shared/policy/profiles';
import { allBreaksOf } from '@varco/shared/policy/standards';
import type { Db } from '#db/database';
import { type Choice, insertProfile } from './store.ts';

/** Gives an organization a profile as it is today, in the caller's transaction, with what its values break (requirements D1). */
export async function chooseProfile(tx: Db, choice: Choice): Promise<void> {
  const { version, values } = profiles[choice.profile];
  await insertProfile(tx, { ...choice, version, breaks: allBreaksOf(values) });
}
