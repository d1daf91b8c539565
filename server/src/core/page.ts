import { Refusal } from './refusal.ts';

/** The place of a row in a list that begins with what was asked for last. */
export interface Position {
  readonly askedAt: Date;
  readonly id: string;
}

const cursorShape = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The place that a page carries as its cursor; a text that is none of ours is refused. */
export function positionOf(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const [, milliseconds, id] = cursorShape.exec(cursor) ?? [];
  if (milliseconds === undefined || id === undefined)
    throw new Refusal('request.invalid', { issues: [{ field: 'after', rule: 'cursor' }] });
  return { askedAt: new Date(Number(milliseconds)), id };
}

/** One page of rows of which one more than `limit` was asked for, and the cursor of the next page. */
export function pageOf<Row extends Position>(
  found: readonly Row[],
  limit: number,
): { readonly items: Row[]; readonly next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && found.length > limit ? `${last.askedAt.getTime()}.${last.id}` : null };
}
