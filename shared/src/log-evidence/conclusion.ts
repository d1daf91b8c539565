import type { Finding } from '../access-log/evidence/findings.ts';
import type { Conclusion } from './api.ts';

/** Findings that speak of a checkpoint nobody can believe here, and say nothing about the log. */
const aboutCheckpoint: ReadonlySet<Finding['kind']> = new Set([
  'checkpoint-of-another-log',
  'checkpoint-of-unknown-key',
  'checkpoint-badly-signed',
]);

/**
 * What a verification came to. Without a checkpoint from outside that agrees the log agrees with itself alone: whoever can write the
 * database and has the key can do as much.
 */
export function conclusionOf({
  findings,
  faults,
  fromOutside,
}: {
  readonly findings: readonly Finding[];
  readonly faults: number;
  readonly fromOutside: number;
}): Conclusion {
  if (faults === 0) return fromOutside > 0 ? 'agrees' : 'agrees-alone';
  // A checkpoint without a file is the database's own: one that cannot be believed is a sign of what was done to it.
  const isOther = (finding: Finding) => aboutCheckpoint.has(finding.kind) && 'file' in finding && finding.file !== '';
  // Not every finding is a fault, and of many faults only the first are told.
  return findings.filter(isOther).length === faults ? 'not-comparable' : 'differs';
}
