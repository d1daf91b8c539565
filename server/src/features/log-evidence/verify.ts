import { parseCheckpoints, parseVerifierKey } from '@varco/shared/access-log/evidence/checkpoint';
import type { Finding } from '@varco/shared/access-log/evidence/findings';
import { INSTALLATION } from '@varco/shared/ids';
import { type AskedEvidence, type AskVerification, type LogVerdict, MOST_FINDINGS_KEPT } from '@varco/shared/log-evidence/api';
import { conclusionOf } from '@varco/shared/log-evidence/conclusion';
import type { Issue } from '@varco/shared/problems';
import { z } from 'zod';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Database } from '#db/database';
import { detailOf, keptCheckpoints, newestCheckpointOf, record, sha256, type Verdict, verifyLog, type Witness } from '#features/access-log';
import { byWhom } from '#features/identity';
import { defineJob, type Job, JobFailure, UnreadableInput } from '#jobs/job';
import { openRunOf } from '#jobs/store';
import { shownName } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'queue'>;

const installation = { organizations: [INSTALLATION] };

/** Asks for a verification of the whole log; what cannot be compared with it is refused before anything begins. */
export async function askForVerification(core: Needs, actor: SignedIn, scope: Scope, input: AskVerification): Promise<AskedEvidence> {
  const { db, clock, random, queue } = core;
  const { origin, checkpoint } = await newestCheckpointOf(db);
  const issues = issuesOf(input, origin);
  if (issues.length > 0) throw new Refusal('log-evidence.not-comparable', { issues });
  if (checkpoint === null) throw new Refusal('log-evidence.nothing-sealed');
  const at = clock.now();
  const id = random.id<string>();
  await db.as(scope, async (tx) => {
    const open = await openRunOf(tx, INSTALLATION, 'verify-log');
    if (open) throw new Refusal('operations.run-open', { run: open });
    const runId = await queue.add(tx, {
      job: 'verify-log',
      organizationId: INSTALLATION,
      input: { verificationId: id },
      askedBy: actor.userId,
    });
    await store.insertVerification(tx, {
      id,
      askedBy: actor.userId,
      askedAt: at,
      runId,
      fileName: input.checkpoints === null ? null : shownName(input.fileName),
      checkpoints: input.checkpoints,
      key: input.key === '' ? null : input.key,
    });
    await record(tx, {
      at,
      event: 'run-asked',
      organizationId: INSTALLATION,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, INSTALLATION, 'run-asked', [{ field: 'job', before: null, after: 'verify-log' }]),
    });
  });
  return { id };
}

function issuesOf({ checkpoints, key }: AskVerification, origin: string): Issue[] {
  const issues: Issue[] = [];
  const found = checkpoints === null ? [] : parseCheckpoints(checkpoints).checkpoints;
  if (checkpoints !== null && found.length === 0) issues.push({ field: 'checkpoints', rule: 'checkpoints-none' });
  if (found.length > 0 && found.every((one) => one.origin !== origin))
    issues.push({ field: 'checkpoints', rule: 'checkpoints-of-another-log' });
  const parsed = key === '' ? undefined : parseVerifierKey(sha256, key);
  if (key !== '' && !parsed) issues.push({ field: 'key', rule: 'public-key' });
  if (parsed && parsed.name !== origin) issues.push({ field: 'key', rule: 'public-key-of-another-log' });
  return issues;
}

/** Verifies the whole log as "varco log verify" does, in a thread of its own, and keeps the verdict. */
export const verifyLogJob = (core: Pick<Core, 'db' | 'keys' | 'config'>, owner: Database['connectionConfig']): Job =>
  defineJob({
    name: 'verify-log',
    input: z.object({ verificationId: z.uuid() }),
    run: async (context) => {
      const { db, config } = core;
      const id = context.input.verificationId;
      const asked = await db.as(installation, (tx) => store.readWitnesses(tx, id));
      if (!asked) throw new UnreadableInput('verify-log: what was asked for is not there any more.');
      const file = asked.fileName ?? '';
      const read = parseCheckpoints(asked.checkpoints ?? '');
      const named: Witness[] = read.checkpoints.map((checkpoint) => ({ file, checkpoint }));
      const key = asked.key === null ? undefined : parseVerifierKey(sha256, asked.key);
      const verdict = await verifyLog(core, owner, {
        witnesses: [...named, ...keptCheckpoints(config).map((kept) => ({ ...kept, isKept: true as const }))],
        keys: key ? [key.publicKey] : [],
        // The other cores are for whoever stands at the door.
        threads: 1,
        progress: (rows, about) => {
          context.stopIfCancelled();
          context.progress(rows, Math.max(rows, about));
        },
      });
      context.stopIfCancelled();
      const told = toldOf(verdict, { fromOutside: named.length, unreadLines: read.unreadable.length });
      await db.as(installation, (tx) => store.keepVerdict(tx, id, told));
      if (told.conclusion === 'not-comparable') throw new JobFailure({ code: 'log-not-compared', faults: told.faults });
      if (told.conclusion === 'differs') throw new JobFailure({ code: 'log-differs', faults: told.faults });
      return { code: 'log-verified', rows: told.rows, seals: told.seals };
    },
  });

/** A verdict as it is kept and shown: of many findings the first. */
function toldOf(
  { findings, unsealed, ...verdict }: Verdict,
  { fromOutside, unreadLines }: Pick<LogVerdict, 'fromOutside' | 'unreadLines'>,
): LogVerdict {
  return {
    ...verdict,
    conclusion: conclusionOf({ findings, faults: verdict.faults, fromOutside }),
    fromOutside,
    unreadLines,
    unsealed: { rows: unsealed.rows, oldestAt: unsealed.oldestAt?.toISOString() ?? null },
    purged: [...verdict.purged],
    findings: findings.slice(0, MOST_FINDINGS_KEPT).map((finding: Finding) => ({ ...finding })),
  };
}
