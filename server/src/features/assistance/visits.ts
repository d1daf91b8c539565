import { type Day, dayAt, endOfDay } from '@varco/shared/days';
import type { AssistanceId, OrganizationId, SessionId, VisitId } from '@varco/shared/ids';
import type { Assistance, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom, nameThere, personInLog } from '#features/identity';
import { refuseOthers } from './find.ts';
import { closeVisit, findRequest, findVisit, type Granted, insertVisit, isForbidden, listGranted } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'keys' | 'random'>;

/** Where a session is by assistance, and how far. */
export interface Stay {
  readonly organization: {
    readonly id: OrganizationId;
    readonly name: string;
    readonly timeZone: string | null;
    readonly loginId: string | null;
  };
  readonly assistance: Assistance;
  /** When its last day is over. */
  readonly changesAt: Date;
}

/** Where a session is by a request that stands today; undefined when it is at home again (requirements R3.34). */
export async function stayOf(
  { db, config }: Pick<Core, 'db' | 'config'>,
  session: { readonly organizationId: OrganizationId; readonly id: SessionId },
  at: Date,
): Promise<Stay | undefined> {
  const visit = await findVisit(db, session.organizationId, session.id);
  const today = dayAt(config.timeZone, at);
  if (!visit || today < visit.from || today > visit.to) return undefined;
  const { organizationId, organization, timeZone, loginId, id, requestId, referenceId, reference, to } = visit;
  return {
    organization: { id: organizationId, name: organization, timeZone, loginId },
    assistance: { visitId: id, requestId, userId: referenceId, name: reference, until: to },
    changesAt: endOfDay(config.timeZone, to),
  };
}

/** A granted request that is open today, as its organization told it to the installation; any other is not there. */
export async function openRequest(core: Needs, actor: SignedIn, id: AssistanceId, at: Date): Promise<Granted> {
  refuseOthers(actor);
  const today = dayAt(core.config.timeZone, at);
  const [found] = await core.db.as({ organizations: [actor.homeId] }, (tx) => listGranted(tx, actor.userId, { today, limit: 1, id }));
  if (!found) throw new Refusal('request.not-found');
  if (found.from > today) throw new Refusal('assistance.not-yet');
  return found;
}

/** The actor as he is in an organization that asked him in. */
const asGuest = (actor: SignedIn, organizationId: OrganizationId, assistance: Assistance): SignedIn => ({
  ...actor,
  organizationId,
  administers: 'organization',
  unitId: null,
  assistance,
});

/** Begins a visit and says so in the log of the organization, with both names; judged again under lock, as it may just have been closed. */
export async function beginVisit(
  core: Needs,
  tx: Db,
  actor: SignedIn,
  { granted, purpose, at }: { readonly granted: Granted; readonly purpose: string; readonly at: Date },
): Promise<VisitId> {
  const { organizationId, id: requestId } = granted;
  if (await isForbidden(tx, organizationId, { lock: true })) throw new Refusal('request.not-found');
  const request = await findRequest(tx, [organizationId], requestId, { lock: true });
  if (!request?.granted || request.endedAt !== null) throw new Refusal('request.not-found');
  const id = core.random.id<VisitId>();
  const { homeId, userId, sessionId, sessionNumber } = actor;
  await nameThere(tx, { organizationId: homeId, userId }, organizationId, at);
  await insertVisit(tx, { organizationId, id, requestId, homeId, userId, sessionId, sessionNumber, purpose, at });
  const assistance: Assistance = { visitId: id, requestId, userId: granted.referenceId, name: granted.reference, until: granted.to };
  await tell(core, tx, asGuest(actor, organizationId, assistance), 'assistance-entered', { at, purpose, to: granted.to });
  return id;
}

/** Ends the visit of a guest, who goes home. */
export async function endVisit(core: Needs, tx: Db, actor: SignedIn & { readonly assistance: Assistance }, at: Date): Promise<void> {
  if (await closeVisit(tx, actor.organizationId, actor.assistance.visitId, at)) await tell(core, tx, actor, 'assistance-left', { at });
}

async function tell(
  core: Needs,
  tx: Db,
  guest: SignedIn,
  event: 'assistance-entered' | 'assistance-left',
  { at, purpose, to }: { readonly at: Date; readonly purpose?: string; readonly to?: Day },
): Promise<void> {
  const { organizationId, assistance } = guest;
  const reference = assistance?.name ?? null;
  await record(tx, {
    at,
    event,
    organizationId,
    objectId: assistance?.requestId,
    subject: assistance && (await personInLog(tx, organizationId, assistance.userId)),
    ...(await byWhom(tx, guest)),
    detail: await detailOf(core, tx, organizationId, event, [
      { field: 'reference', before: null, after: reference },
      ...(purpose === undefined ? [] : [{ field: 'purpose' as const, before: null, after: purpose }]),
      ...(to === undefined ? [] : [{ field: 'to' as const, before: null, after: to }]),
    ] as never),
  });
}
