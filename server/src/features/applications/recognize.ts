import { dayAt } from '@varco/shared/days';
import type { AskingApplication, Client } from '#core/actor';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { isToken } from '#core/random';
import { findByToken, noteUse } from './store.ts';

const BEARER = /^Bearer +([\w-]+) *$/i;

/** The application whose secret stands in the Authorization header (RFC 6750, section 2.1); undefined for any other, without a difference. */
export async function recognize(
  { db, clock, config }: Pick<Core, 'db' | 'clock' | 'config'>,
  { headers, client }: { readonly headers: { readonly authorization?: string | undefined }; readonly client: Client },
): Promise<AskingApplication | undefined> {
  const token = BEARER.exec(headers.authorization ?? '')?.[1];
  if (token === undefined || !isToken(token)) return undefined;
  const known = await findByToken(db, digest(token));
  if (!known) return undefined;
  const { secretId, lastUsedOn, active, ...application } = known;
  const today = dayAt(config.timeZone, clock.now());
  if (lastUsedOn !== today) await noteUse(db, secretId, today);
  return { ...application, isOff: !active, client };
}
