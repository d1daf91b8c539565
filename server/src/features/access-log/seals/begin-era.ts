import { leafTables, sealKinds } from '@varco/shared/access-log/evidence/leaf';
import { MerkleTree } from '@varco/shared/access-log/evidence/merkle';
import { INSTALLATION } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import type { Database } from '#db/database';
import { record } from '../record.ts';
import { addToTree, sealRows, sha256, sign } from './seal-rows.ts';
import { whileNobodyWrites } from './store.ts';

/** Why an era begins: the database has gone to another cluster, or an earlier state of it has come back. */
export type EraReason = 'moved' | 'restored';

/**
 * Begins a new era of the log, with its transactions numbered above all that are there (requirements D5): seals what is left of the old
 * one, then says from which checkpoint the new one comes. The owner's work, before anybody writes again. `note` names no person.
 */
export async function beginEra(
  core: Pick<Core, 'db' | 'clock' | 'keys'>,
  owner: Database['connectionConfig'],
  actor: Actor,
  reason: EraReason,
  note: string,
): Promise<void> {
  const at = core.clock.now();
  await whileNobodyWrites(owner, async ({ round, end, countFrom }) => {
    // Nobody writes: what is there is all there will be, whatever runs elsewhere in the cluster.
    while ((await sealRows(core, await round(), 0, await end())).more);
    const last = await round();
    const { place } = last;
    const tree = new MerkleTree(sha256, place.size, place.peaks);
    const passage = addToTree(tree, place.era + 1, {
      kind: sealKinds[reason],
      ofTable: leafTables.entries,
      month: null,
      kept: null,
      fromXid: String(place.nextXid),
      toXid: String(place.nextXid),
      rows: 0,
      root: sha256(new Uint8Array()),
      firstAt: null,
      lastAt: null,
      closedAt: at.toISOString(),
      note: `${note}\n\n${place.checkpoint ?? ''}`,
      digests: new Uint8Array(),
    });
    await last.add(passage);
    await sign(core.keys, last, tree, at);
    await countFrom(place.nextXid);
  });
  await record(core.db, {
    at,
    event: 'era-begun',
    organizationId: INSTALLATION,
    actor: actor.kind === 'operator' ? { operator: actor.account } : undefined,
    client: actor.client,
  });
}
