import { isUuid } from '@varco/shared/ids';
import { Refusal } from '#core/refusal';

/** Where a list by name goes on. */
export interface Place {
  readonly key: string;
  readonly id: string;
}

/** The place as a page carries it. */
const writePlace = ({ key, id }: Place): string => Buffer.from(`${id}${key}`).toString('base64url');

/** The place that a page carried; a text that is none of ours is refused. */
export function readPlace(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const [id, key] = [text.slice(0, 36), text.slice(36)];
  if (!isUuid(id) || key.includes('\0')) throw new Refusal('request.invalid', { issues: [{ field: 'after', rule: 'cursor' }] });
  return { key, id };
}

/** One page of rows of which one more than `limit` was asked for. */
export function pageByName<Row>(found: readonly Row[], limit: number, placeOf: (row: Row) => Place): { items: Row[]; next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && found.length > limit ? writePlace(placeOf(last)) : null };
}
