import { queryOptions } from '@tanstack/react-query';
import type { AskedEvidence, LogEvidence, VerificationDetails } from '@varco/shared/log-evidence/api';
import { call } from '../../core/http.ts';
import { queryClient } from '../../core/queries.ts';

/** How often what goes on is looked at. */
const LOOK_MS = 1_000;
const at = '/api/log-evidence';

/** What a run behind an archive or a verification does. */
type Behind = { readonly run: LogEvidence['archives'][number]['run'] };

/** Whether something goes on, or waits to. */
export const isUnderWay = ({ run }: Behind): boolean => run?.state === 'waiting' || run?.state === 'running';

/** Which log this is, how far it is sealed, and what was asked of its evidence; while something goes on it is looked at again. */
export const evidenceQuery = queryOptions({
  queryKey: ['log-evidence', 'now'],
  queryFn: () => call<LogEvidence>(at, { background: true }),
  refetchInterval: ({ state: { data } }) => (data && [...data.archives, ...data.verifications].some(isUnderWay) ? LOOK_MS : false),
  staleTime: 0,
});

/** One verification with its verdict; `state` is what is known of its run. */
export const verificationQuery = (id: string, state: string) =>
  queryOptions({
    queryKey: ['log-evidence', 'verification', id, state],
    queryFn: () => call<VerificationDetails>(`${at}/verifications/${encodeURIComponent(id)}`, { background: true }),
  });

/** Asks for an archive of some days, or of all of them. */
export const askForArchive = (from: string, to: string): Promise<AskedEvidence> =>
  call(`${at}/archives`, { method: 'POST', body: { from: from === '' ? null : from, to: to === '' ? null : to } });

/** Asks for a verification; the file is read here, and sent as text. */
export async function askForVerification(file: File | undefined, key: string): Promise<AskedEvidence> {
  // No text with U+0000 is taken, and a file that has one holds no checkpoint.
  const checkpoints = file ? (await file.text()).replaceAll('\0', '') : null;
  return call(`${at}/verifications`, { method: 'POST', body: { fileName: file?.name ?? '', checkpoints, key } });
}

/** Asks the run behind it to leave off. */
export const cancelRun = (run: string): Promise<void> => call(`/api/runs/${encodeURIComponent(run)}/cancel`, { method: 'POST', body: {} });

/** Reads again, after an act of the person. */
export const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['log-evidence'] });

/** Where the browser fetches an archive by itself, into its downloads and not into the memory of the page. */
export const archiveAddress = (id: string): string => `${at}/archives/${encodeURIComponent(id)}/file`;
/** Where the newest checkpoint is. */
export const checkpointAddress = `${at}/checkpoint`;
/** Where the public key is. */
export const keyAddress = `${at}/key`;
