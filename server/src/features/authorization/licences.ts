import { covers, type Licence, licences } from '@varco/shared/identity/licences';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Db } from '#db/database';
import { licenceIn } from '#features/identity';
import { actingIn, administers } from './above.ts';
import { administratorsAmong } from './store.ts';

/** The licences that the actor may give in an organization: who administers nothing there gives none above his own (requirements R1.47). */
export async function licencesToGive(tx: Db, actor: Actor, organizationId: OrganizationId): Promise<readonly Licence[]> {
  const there = actingIn(actor, organizationId);
  if (administers(there) || there.kind === 'operator') return licences;
  // A delegate gives what his delegator may.
  return within(await licenceIn(tx, organizationId, (there.onBehalfOf ?? there).userId));
}

/** The same of somebody who is known by his id alone; undefined: whoever sits at the machine. */
export async function licencesGivenBy(tx: Db, organizationId: OrganizationId, userId: UserId | undefined): Promise<readonly Licence[]> {
  if (userId === undefined) return licences;
  const above = await administratorsAmong(tx, organizationId, [userId], { ofInstallation: false });
  return above.length > 0 ? licences : within(await licenceIn(tx, organizationId, userId));
}

const within = (own: Licence | undefined): readonly Licence[] =>
  licences.filter((one) => own !== undefined && (one === 'service' ? own === 'service' : covers(own, one)));
