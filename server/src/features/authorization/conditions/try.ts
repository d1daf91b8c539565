import type { AskedAbout, AskedProperties, TriedCondition, TryCondition } from '@varco/shared/authorization/conditions';
import type { UserId } from '@varco/shared/ids';
import { readAddress } from '#core/address';
import { Refusal } from '#core/refusal';
import { conditionFaultsOf, tryCondition } from './cel.ts';

/** A question as an application would ask it: a resource is called by the function without the application's code. */
export function aboutOf(
  { subject, resource, action, context }: AskedProperties,
  asked: { readonly userId: UserId; readonly function: string; readonly action: string; readonly resourceId?: string },
): AskedAbout {
  return {
    subject: { type: 'user', id: asked.userId, properties: subject },
    resource: { type: asked.function.slice(asked.function.indexOf('/') + 1), id: asked.resourceId ?? '1', properties: resource },
    action: { name: asked.action, properties: action },
    context,
  };
}

/** From where a person comes, as an application says in the context; null when it does not, or it is no address. */
export const addressIn = (context: AskedAbout['context']): string | null =>
  typeof context?.ip === 'string' && context.ip.length <= 100 ? (readAddress(context.ip) ?? null) : null;

/** What a condition says of properties that somebody types; the subject is who asks. Nothing is saved. */
export function tried(userId: UserId, { condition, about, ...asked }: TryCondition): TriedCondition {
  const issues = conditionFaultsOf(condition).map((fault) => ({ field: 'condition', ...fault }));
  if (issues.length > 0) throw new Refusal('authorization.condition-refused', { issues });
  const { outcome, error = null, name = null } = tryCondition(condition, aboutOf(about, { userId, ...asked }));
  return { outcome, error, name };
}
