import type { RunState } from '@varco/shared/jobs/jobs';
import type { ArchiveState } from '@varco/shared/log-evidence/api';

/** What decides where an archive stands. */
interface Known {
  readonly readyAt: Date | null;
  readonly expiresAt: Date | null;
  readonly fetchedAt: Date | null;
  readonly withdrawnAt: Date | null;
  /** The run behind it; null: nobody remembers it any more. */
  readonly course: { readonly state: RunState } | null;
}

/** Where an archive stands; the first line that holds is the answer. */
export function archiveState({ readyAt, expiresAt, fetchedAt, withdrawnAt, course }: Known, at: Date): ArchiveState {
  if (fetchedAt !== null) return 'fetched';
  if (withdrawnAt !== null) return 'withdrawn';
  if (expiresAt !== null && expiresAt <= at) return 'expired';
  if (readyAt !== null) return 'ready';
  if (course?.state === 'waiting') return 'waiting';
  if (course?.state === 'running') return 'writing';
  return course?.state === 'cancelled' ? 'cancelled' : 'failed';
}

/** A file's name as a page shows it: without its folder and without what is not seen. */
export const shownName = (name: string): string => (name.split(/[\\/]/).at(-1) ?? '').replace(/\p{C}/gu, '').trim().slice(0, 255) || 'file';

/** The name under which an archive is saved. */
export const archiveName = (language: 'it' | 'en', askedAt: Date): string =>
  `${language === 'it' ? 'registro' : 'log'}-${askedAt.toISOString().slice(0, 19).replaceAll(':', '')}Z.ndjson.gz`;
