import { expect, test } from 'vitest';
import type { Finding } from '../access-log/evidence/findings.ts';
import { conclusionOf } from './conclusion.ts';

const of = (kind: 'checkpoint-of-unknown-key' | 'checkpoint-badly-signed', file = 'kept.txt'): Finding => ({
  kind,
  file,
  size: 3,
  at: '2026-11-21T09:00:00Z',
});
const changed: Finding = { kind: 'row-changed', seal: 1, at: '2026-11-21T09:00:00Z', xid: '7', n: 1 };
const history: Finding = {
  kind: 'history-before-return',
  file: '2026-11-20.txt',
  size: 9,
  at: '2026-11-20T09:00:00Z',
  returnedAt: '2026-11-21T09:00:00Z',
  returnedTo: 4,
};

test.for([
  ['agrees', [], 0, 1],
  ['agrees-alone', [], 0, 0],
  // Told of a folder of the installation, without being a fault.
  ['agrees', [history], 0, 1],
  ['not-comparable', [of('checkpoint-of-unknown-key'), history], 1, 1],
  ['not-comparable', [of('checkpoint-of-unknown-key'), of('checkpoint-badly-signed')], 2, 2],
  ['differs', [history], 1, 1],
  ['differs', [of('checkpoint-of-unknown-key'), changed], 2, 1],
  // The database's own checkpoint is not believed: that is about this log.
  ['differs', [of('checkpoint-badly-signed', '')], 1, 0],
  // More is wrong than what is told.
  ['differs', [of('checkpoint-of-unknown-key')], 5_000, 1],
] as const)('R2.21 a verification comes to %s', ([conclusion, findings, faults, fromOutside]) => {
  expect(conclusionOf({ findings, faults, fromOutside })).toBe(conclusion);
});
