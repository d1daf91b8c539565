import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { isToken, newToken } from '#core/random';
import { Refusal } from '#core/refusal';
import { claimLink, type Link, linkOf, replaceLinks } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random'>;

/** A setup link lives this long and a new one is made at each start until the installation is set up. */
export const LINK_HOURS = 1;

/** Makes the link that the terminal shows, at the address where people reach us; its secret stands in the fragment, which browsers send to nobody. */
export async function makeSetupLink(core: Needs, { origin }: Pick<URL, 'origin'>): Promise<string> {
  const { db, clock, random } = core;
  const token = newToken(random);
  const expiresAt = new Date(clock.now().getTime() + LINK_HOURS * 3_600_000);
  await db.transaction().execute((tx) => replaceLinks(tx, { id: random.id<string>(), tokenHash: digest(token), expiresAt }));
  return `${origin}/setup#${token}`;
}

/** The first browser that shows the secret gets the wizard, and nobody after it; answers the browser's own secret. */
export async function claimSetup(core: Needs, token: string): Promise<string> {
  const browser = newToken(core.random);
  if (!(await claimLink(core.db, digest(token), digest(browser), core.clock.now()))) throw new Refusal('setup.link-refused');
  return browser;
}

/** The link claimed by this browser. */
export async function claimedLink(core: Pick<Core, 'db' | 'clock'>, browser: string | undefined): Promise<Link> {
  const link = browser !== undefined && isToken(browser) ? await linkOf(core.db, digest(browser), core.clock.now()) : undefined;
  if (!link) throw new Refusal('setup.link-refused');
  return link;
}
