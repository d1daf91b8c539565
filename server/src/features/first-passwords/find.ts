import type { Handout, HandoutDetails, HandoutPage, HandoutPart, HandoutQuery, SkippedPage } from '@varco/shared/first-passwords/api';
import type { OrganizationId } from '@varco/shared/ids';
import type { Core } from '#core/core';
import { pageOf, positionOf } from '#core/page';
import { Refusal } from '#core/refusal';
import { handoutState } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db'>;

/** The acts of an organization, the newest first. */
export async function listHandouts({ db }: Needs, organizationId: OrganizationId, query: HandoutQuery): Promise<HandoutPage> {
  const after = positionOf(query.after);
  const found = await db.as({ organizations: [organizationId] }, (tx) =>
    store.findHandouts(tx, organizationId, { after, limit: query.limit + 1 }),
  );
  const { items, next } = pageOf(found, query.limit);
  return { items: items.map(shown), next };
}

/** One act with its files; another organization's is not there. */
export async function readHandout({ db }: Needs, organizationId: OrganizationId, id: string): Promise<HandoutDetails> {
  return db.as({ organizations: [organizationId] }, async (tx) => {
    const [handout] = await store.findHandouts(tx, organizationId, { id, limit: 1 });
    if (!handout) throw new Refusal('request.not-found');
    const parts = await store.findParts(tx, { organizationId, id });
    return { ...shown(handout), parts: parts.map(partShown) };
  });
}

/** Who got none and why, in the order of the list. */
export async function listSkipped({ db }: Needs, organizationId: OrganizationId, id: string, query: HandoutQuery): Promise<SkippedPage> {
  if (query.after !== undefined && !/^\d{1,9}$/.test(query.after))
    throw new Refusal('request.invalid', { issues: [{ field: 'after', rule: 'cursor' }] });
  const found = await db.as({ organizations: [organizationId] }, async (tx) => {
    if (!(await store.findAsked(tx, { organizationId, id }))) throw new Refusal('request.not-found');
    return store.findSkipped(tx, { organizationId, id }, Number(query.after ?? 0), query.limit + 1);
  });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ position: _, ...one }) => one),
    next: last && found.length > page.length ? String(last.position) : null,
  };
}

const shown = ({ cancelled, making, run, ...handout }: store.StoredHandout): Handout => ({
  ...handout,
  askedAt: handout.askedAt.toISOString(),
  state: handoutState({ cancelled, making, run }),
  expiresAt: handout.expiresAt?.toISOString() ?? null,
});

const partShown = ({ claimedUntil: _, ...part }: store.StoredPart): HandoutPart => ({
  ...part,
  expiresAt: part.expiresAt?.toISOString() ?? null,
  handedOutAt: part.handedOutAt?.toISOString() ?? null,
});
