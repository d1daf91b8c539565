import { LogView } from '@varco/shared/access-log/api';
import { expect, test } from 'vitest';
import { askedView, keptView } from './rules.ts';

test('R3.57 a search is kept without what stands at its default, and comes back whole', () => {
  const view = LogView.parse({ outcome: 'refused', from: '2026-11-01', columns: 'at,user,session', order: 'oldest', session: '12' });

  expect(keptView(LogView.parse({}))).toEqual({});
  expect(keptView(view)).toEqual({ outcome: 'refused', from: '2026-11-01', columns: 'at,user,session', order: 'oldest', session: '12' });
  expect(askedView(keptView(view))).toEqual(view);
});

test('what another version kept and this one does not know is left out', () => {
  expect(askedView({ outcome: 'of-tomorrow', moon: 'full', channel: 'web' })).toEqual(LogView.parse({ channel: 'web' }));
});
