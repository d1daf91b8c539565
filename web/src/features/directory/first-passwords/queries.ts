import { queryOptions } from '@tanstack/react-query';
import type {
  AskFirstPasswordsInput,
  AudienceInput,
  FirstPasswordsPreview,
  HandoutDetails,
  HandoutFormat,
  HandoutPage,
  SkippedPage,
} from '@varco/shared/first-passwords/api';
import { call, callFile } from '../../../core/http.ts';

const at = (id: string) => `/api/first-passwords/${encodeURIComponent(id)}`;

/** Acts under way and over, the newest first. */
export const handoutsQuery = (after: string | undefined) =>
  queryOptions({
    queryKey: ['first-passwords', 'list', after ?? ''],
    queryFn: ({ signal }) => call<HandoutPage>('/api/first-passwords', { query: { after }, signal }),
  });

/** While it goes on the page looks again by itself; that is no activity of the person. */
const LOOK_AGAIN_MS = 1_500;

/** One act with its parts. */
export const handoutQuery = (id: string) =>
  queryOptions({
    queryKey: ['first-passwords', 'one', id],
    queryFn: ({ signal }) => call<HandoutDetails>(at(id), { background: true, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' || state.data?.state === 'making' ? LOOK_AGAIN_MS : false),
  });

/** Who got none and why; it is read again whenever more are known. */
export const skippedQuery = (id: string, skipped: number, after: string | undefined) =>
  queryOptions({
    queryKey: ['first-passwords', 'skipped', id, skipped, after ?? ''],
    queryFn: ({ signal }) => call<SkippedPage>(`${at(id)}/skipped`, { query: { after, limit: 50 }, signal }),
  });

/** How many would get one and who would not. */
export const previewQuery = (audience: AudienceInput) =>
  queryOptions({
    queryKey: ['first-passwords', 'preview', audience],
    queryFn: () => call<FirstPasswordsPreview>('/api/first-passwords/previews', { method: 'POST', body: audience }),
    staleTime: 0,
    gcTime: 0,
  });

/** Begins. */
export const askFirstPasswords = (asked: AskFirstPasswordsInput): Promise<{ id: string }> =>
  call('/api/first-passwords', { method: 'POST', body: asked });

/** Leaves the rest unmade. */
export const cancelHandout = (id: string): Promise<void> => call(`${at(id)}/cancellations`, { method: 'POST', body: {} });

/** Makes it go on. */
export const resumeHandout = (id: string): Promise<void> => call(`${at(id)}/resumptions`, { method: 'POST', body: {} });

/** A file that came out once, and is kept only by this page. */
export interface Downloaded {
  readonly file: Blob;
  readonly name: string;
  /** What no font of ours has a picture for. */
  readonly missing: string;
}

/** Hands a part out, once. */
export async function downloadPart(id: string, number: number, format: HandoutFormat): Promise<Downloaded> {
  const { file, headers } = await callFile(`${at(id)}/parts/${number}/downloads`, { method: 'POST', body: { format } });
  const name = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? `${number}`;
  return { file, name, missing: decodeURIComponent(headers.get('varco-missing-characters') ?? '') };
}
