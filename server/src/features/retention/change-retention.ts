import { reach } from '@varco/shared/authorization/capabilities';
import { INSTALLATION } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { ChangeRetention, Retention } from '@varco/shared/retention/api';
import { type Actor, type Scope, userIdOf } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { choose, detailOf, lastChoice, lockChoices, record } from '#features/access-log';
import { byWhom } from '#features/identity';
import { daysIssues, preview, read } from './read-retention.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random'>;

/**
 * Chooses how long the log of the whole installation is kept. A shorter time is taken only from who has seen what will go, and acts after a
 * week (requirements R5.12).
 */
export async function changeRetention(core: Needs, actor: Actor, scope: Scope, input: ChangeRetention): Promise<Retention> {
  // The log is everybody's: the administrator of one organization decides nothing about the others'.
  if (actor.kind === 'user' && reach(actor.grants, 'modify', 'policy') !== 'all')
    throw new Refusal('authorization.not-allowed', { capability: 'policy', action: 'modify', visibility: 'all' });
  const at = core.clock.now();
  const withInstallation = { organizations: [...new Set([...scope.organizations, INSTALLATION])] };
  return core.db.as(withInstallation, async (tx) => {
    const issues = issuesOf(input);
    if (issues.length > 0) throw new Refusal('retention.refused', { issues });
    await lockChoices(tx);
    const before = await read(tx, at);
    if (before.version !== input.version) throw new Refusal('request.changed-meanwhile', { current: before });
    const isSame = input.days === (before.pending ?? before).days;
    if (isSame) return before;
    await refuseUnseen(tx, at, input);
    await choose(tx, {
      days: input.days === 'never' ? null : input.days,
      chosenAt: at,
      byUserId: userIdOf(actor),
      byOperator: actor.kind === 'user' ? null : actor.account,
      reason: input.reason,
    });
    const chosen = await lastChoice(tx);
    await record(tx, {
      at,
      event: 'retention-changed',
      organizationId: INSTALLATION,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, INSTALLATION, 'retention-changed', [
        { field: 'logRetentionDays', before: before.days, after: input.days },
        { field: 'actsFrom', before: null, after: chosen?.actsFrom.toISOString() ?? null },
        { field: 'reason', before: null, after: input.reason },
      ]),
    });
    return read(tx, at);
  });
}

function issuesOf({ days, reason }: ChangeRetention): Issue[] {
  return [...daysIssues(days), ...(reason === '' ? [{ field: 'reason', rule: 'retention-reason' }] : [])];
}

/** Whoever shortens the time has said which rows will go, and they are still those. */
async function refuseUnseen(tx: Db, at: Date, { days, confirmed }: ChangeRetention): Promise<void> {
  const would = await preview(tx, at, days);
  if (!would.isShorter) return;
  const rows = would.months.reduce((sum, month) => sum + month.rows, 0);
  if (confirmed?.months !== would.months.length || confirmed.rows !== rows)
    throw new Refusal('retention.not-confirmed', { preview: would });
}
