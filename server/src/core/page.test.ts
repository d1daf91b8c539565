import { expect, test } from 'vitest';
import { pageOf, positionOf } from './page.ts';

const row = (number: number) => ({ askedAt: new Date(number), id: `01890000-0000-7000-8000-${String(number).padStart(12, '0')}` });

test('a page ends where the next begins, and the last one has no next', () => {
  const rows = [row(3), row(2), row(1)];

  const { items, next } = pageOf(rows, 2);

  expect(items).toEqual(rows.slice(0, 2));
  expect(positionOf(next ?? undefined)).toEqual(row(2));
  expect(pageOf(rows, 3)).toEqual({ items: rows, next: null });
  expect(pageOf([], 2)).toEqual({ items: [], next: null });
  expect(positionOf(undefined)).toBeUndefined();
});

test.each(['', 'x', '12', '12.x', `999999999999999999.${row(1).id}`, ` ${row(1).id}`])(
  'a cursor that is none of ours is refused: "%s"',
  (cursor) => {
    expect(() => positionOf(cursor)).toThrow(
      expect.objectContaining({ code: 'request.invalid', data: { issues: [{ field: 'after', rule: 'cursor' }] } }),
    );
  },
);
