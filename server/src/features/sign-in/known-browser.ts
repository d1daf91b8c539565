import type { Keys } from '#core/keys';
import type { Random } from '#core/random';

/** How long a browser stays known after a sign-in with every factor (requirements D4). */
export const KNOWN_DAYS = 90;
const DAY_MS = 86_400_000;
/** People who share a workstation: the cookie keeps the latest names only. */
const NAMES_AT_MOST = 8;

/**
 * What a browser is known for: this name with the password set at this instant. Whoever once had the old password keeps nothing
 * of it when it is replaced, and a name given to somebody else begins anew.
 */
export const knownFor = (nameMac: Buffer, passwordSetAt: Date | undefined): Buffer =>
  Buffer.concat([nameMac, Buffer.from(String(passwordSetAt?.getTime() ?? 0))]);

const proofOf = (keys: Keys, browserId: string, nameMac: Buffer, day: number): string =>
  keys
    .mac('browser', `${browserId}|${nameMac.toString('hex')}|${day}`)
    .subarray(0, 18)
    .toString('base64url');

interface Entry {
  readonly day: number;
  readonly proof: string;
}

function parse(cookie: string | undefined): { browserId: string; entries: Entry[] } | undefined {
  const [browserId = '', ...rest] = (cookie ?? '').split('.');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(browserId)) return undefined;
  const entries = rest.slice(0, NAMES_AT_MOST).flatMap((part) => {
    const [day = '', proof = ''] = part.split('~');
    return /^\d{1,6}$/.test(day) && /^[\w-]{24}$/.test(proof) ? [{ day: Number(day), proof }] : [];
  });
  return { browserId, entries };
}

const isFresh = (day: number, today: number): boolean => day <= today && today - day <= KNOWN_DAYS;

/**
 * The id of the browser if this name completed a sign-in in it within 90 days, otherwise undefined. The cookie holds proofs made
 * with our key, one for each name, and says nothing to whoever reads it.
 */
export function knownBrowser(keys: Keys, cookie: string | undefined, nameMac: Buffer, at: Date): string | undefined {
  const parsed = parse(cookie);
  if (!parsed) return undefined;
  const today = Math.floor(at.getTime() / DAY_MS);
  const proved = parsed.entries.some(
    (entry) =>
      isFresh(entry.day, today) &&
      keys.verifyPrefix('browser', `${parsed.browserId}|${nameMac.toString('hex')}|${entry.day}`, Buffer.from(entry.proof, 'base64url')),
  );
  return proved ? parsed.browserId : undefined;
}

/** The cookie after a completed sign-in: this name is known here from today on, the names known before stay. */
export function withKnownName(keys: Keys, random: Random, cookie: string | undefined, nameMac: Buffer, at: Date): string {
  const parsed = parse(cookie) ?? { browserId: random.id<string>(), entries: [] };
  const today = Math.floor(at.getTime() / DAY_MS);
  const isOfThisName = (entry: Entry) =>
    keys.verifyPrefix('browser', `${parsed.browserId}|${nameMac.toString('hex')}|${entry.day}`, Buffer.from(entry.proof, 'base64url'));
  const others = parsed.entries.filter((entry) => isFresh(entry.day, today) && !isOfThisName(entry));
  const entries = [{ day: today, proof: proofOf(keys, parsed.browserId, nameMac, today) }, ...others].slice(0, NAMES_AT_MOST);
  return [parsed.browserId, ...entries.map((entry) => `${entry.day}~${entry.proof}`)].join('.');
}
