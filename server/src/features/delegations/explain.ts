import { isConditional } from '@varco/shared/authorization/decide';
import { type DelegatedDecision, decideAsDelegate } from '@varco/shared/authorization/delegated';
import { addDays, dayAt } from '@varco/shared/days';
import { type DelegatedQuery, type DelegatedReason, delegatedReasons, type ExplainedDelegations } from '@varco/shared/delegations/api';
import { hindrance } from '@varco/shared/identity/user-status';
import type { RoleId, UserId } from '@varco/shared/ids';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { readMemberships } from '#features/authorization';
import { standingsIn } from '#features/identity';
import { factOf } from './rights.ts';
import { delegationsOf, rolesNamed } from './store.ts';

const MOST = 50;
/** A delegation that ended lately is told too: since then he may no longer. */
const LATELY_DAYS = 31;

/** What somebody may do by each delegation he received, and why (requirements R3.59): by the decision that guards every route. */
export async function explainDelegated(
  { db, clock, config }: Pick<Core, 'db' | 'clock' | 'config'>,
  { organizations: [organizationId] }: Scope,
  userId: UserId,
  { function: name, action }: DelegatedQuery,
): Promise<ExplainedDelegations> {
  if (organizationId === undefined) throw new Refusal('request.not-found');
  const now = clock.now();
  const day = dayAt(config.timeZone, now);
  return db.as({ organizations: [organizationId] }, async (tx) => {
    const found = await delegationsOf(tx, organizationId, userId, { side: 'delegate', since: addDays(day, -LATELY_DAYS), limit: MOST });
    const users = [...new Set([userId, ...found.map(({ delegatorId }) => delegatorId)])];
    const standings = await standingsIn(tx, organizationId, users);
    if (!standings.has(userId)) throw new Refusal('request.not-found');
    if (found.length === 0) return { items: [] };
    const hindranceOf = (id: UserId) => {
      const standing = standings.get(id);
      return standing && hindrance(standing, config.timeZone, now);
    };
    const memberships = await readMemberships(tx, { organizationId, users }, { day, hindranceOf });
    const [any] = memberships.values();
    if (!any) return { items: [] };
    const judged = found.map((row) => {
      const units = memberships.get(row.delegatorId)?.units ?? [];
      const answers = [...units, null].map((unit) => ({
        unit,
        decision: decideAsDelegate(any.snapshot, factOf(row), { unitId: unit?.id ?? null, function: name, action, day, about: 'assumed' }),
      }));
      return { row, answer: answers.find(({ decision }) => decision.allowed) ?? answers[0] };
    });
    const roles = new Map(
      (
        await rolesNamed(
          tx,
          organizationId,
          judged.flatMap(({ answer }) => answer?.decision.ways.map((way) => way.of.roleId as RoleId) ?? []),
        )
      ).map((role) => [role.id, role]),
    );
    return {
      items: judged.flatMap(({ row, answer }) => {
        if (!answer) return [];
        const { decision, unit } = answer;
        const through = new Set(decision.ways.map((way) => way.of.roleId));
        return [
          {
            id: row.id,
            delegator: { id: row.delegatorId, name: row.delegatorName },
            role: row.role,
            from: row.from,
            to: row.to,
            allowed: decision.allowed,
            visibility: decision.allowed ? decision.visibility : null,
            unit: unit && { id: unit.id, name: unit.name, nameEnglish: unit.nameEnglish },
            through: [...through].flatMap((id) => roles.get(id) ?? []),
            conditional: decision.allowed && isConditional(decision.ways.map(({ of }) => of)),
            because: reasonsOf(decision),
          },
        ];
      }),
    };
  });
}

/** Every need that is not met, and what keeps the delegator's rights from his delegate; that he has none is a reason of its own. */
function reasonsOf(decision: DelegatedDecision): DelegatedReason[] {
  if (decision.allowed) return [];
  const said = new Set<string>([...decision.lacking, ...decision.failing.map(({ because }) => because)]);
  const known = delegatedReasons.filter((reason) => said.has(reason));
  const held = decision.failing.some(({ by }) => by === 'administration' || by === 'delegation');
  const isNothing = decision.ways.length === 0 && !held && !said.has('function') && !said.has('module') && !said.has('delegator-enabled');
  return isNothing ? [...known, 'delegator-may-not'] : known;
}
