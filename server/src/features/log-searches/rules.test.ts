import { LogView } from '@varco/shared/access-log/api';
import { expect, test } from 'vitest';
import { askedView, exportCursor, exportPosition, keptView } from './rules.ts';

test('R3.57 a search is kept without what stands at its default, and comes back whole', () => {
  const view = LogView.parse({ outcome: 'refused', from: '2026-11-01', columns: 'at,user,session', order: 'oldest', session: '12' });

  expect(keptView(LogView.parse({}))).toEqual({});
  expect(keptView(view)).toEqual({ outcome: 'refused', from: '2026-11-01', columns: 'at,user,session', order: 'oldest', session: '12' });
  expect(askedView(keptView(view))).toEqual(view);
});

test('what another version kept and this one does not know is left out', () => {
  expect(askedView({ outcome: 'of-tomorrow', moon: 'full', channel: 'web' })).toEqual(LogView.parse({ channel: 'web' }));
});

test('the place of a file comes back from the text that pages carry, and no other text is one', () => {
  const place = { askedAt: new Date('2026-11-21T09:00:00.123Z'), id: '0197a000-0000-7000-8000-000000000002' };

  expect(exportPosition(exportCursor(place))).toEqual(place);
  for (const text of ['', 'x', '12', '12.x', `999999999999999999.${place.id}`]) expect(exportPosition(text)).toBeUndefined();
});
