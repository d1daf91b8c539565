import type { DetailedEvent } from '@varco/shared/access-log/changes';
import { channels, events, keptEvents, type LogEvent, type LogReason, reasons } from '@varco/shared/access-log/events';
import { INSTALLATION, type OrganizationId } from '@varco/shared/ids';
import type { Client } from '#core/actor';
import type { Db } from '#db/database';
import { addEntries, addEntry, type EachOne, type LoggedActor, type LoggedPerson, type NewEntry, type SealedDetail } from './store.ts';

/** A fact for the log. */
export interface LogFact {
  readonly at: Date;
  readonly event: LogEvent;
  readonly reason?: LogReason | undefined;
  /** In whose log; `INSTALLATION` for a fact of no organization. */
  readonly organizationId: OrganizationId;
  readonly subject?: LoggedPerson | undefined;
  /**
   * Keyed hash of the name typed at the door. It stands for whom the fact concerns when the name is nobody's (requirements D5); when it is
   * somebody's it is kept all the same, so that the first try of a name costs as much (requirements D4).
   */
  readonly nameHash?: Buffer | undefined;
  /** Who did it, when it may be somebody else: a person, or the account of whoever sits at the terminal. */
  readonly actor?: LoggedActor | { readonly operator: string } | undefined;
  /** The number that pairs a sign-in with its sign-out. */
  readonly sessionNumber?: string | undefined;
  /** At a refusal of the door: until when the name is locked (requirements R3.5). */
  readonly lockedUntil?: Date | 'never' | null | undefined;
  readonly client: Client;
  /** How many such facts the entry stands for (requirements D5 e); absent: one. */
  readonly count?: number | undefined;
  /** The thing it changed, when it is no person: its history is found by it. */
  readonly objectId?: string | undefined;
  /** What it changed (`detailOf`). */
  readonly detail?: SealedDetail | undefined;
}

/** An event about a thing that has a history of its own (requirements R2.44, R3.58). */
type ThingEvent = Extract<
  LogEvent,
  'department-changed' | 'unit-changed' | 'organization-changed' | 'role-changed' | `group-${string}` | `application-${string}`
>;

/**
 * A fact as other features tell it: one that changes something does not compile without what it changed (requirements R3.56), nor one
 * about a thing without saying which.
 */
export type ToldFact =
  | (LogFact & { readonly event: ThingEvent; readonly objectId: string; readonly detail: SealedDetail | undefined })
  | (LogFact & { readonly event: Exclude<DetailedEvent, ThingEvent>; readonly detail: SealedDetail | undefined })
  | (LogFact & { readonly event: Exclude<LogEvent, DetailedEvent>; readonly detail?: undefined });

/**
 * Adds a fact to the log, in the transaction of the fact itself or alone; one statement. In a transaction it comes last, and facts about
 * several people in the order of their ids, so that writers who bring the same new names wait for each other one way only.
 */
export const record = (tx: Db, fact: LogFact): Promise<void> => addEntry(tx, entryOf(fact));

/**
 * How who did it stands in the log of an organization: whoever may read the row may read his name, which is all that another organization
 * than his own knows of him (requirements D2). What is of no organization is read together with his own.
 */
function namedIn(organizationId: OrganizationId, actor: LogFact['actor']): LoggedActor | undefined {
  if (!actor || !('userId' in actor)) return undefined;
  const inIts = <Person extends LoggedPerson>(person: Person): Person =>
    person.organizationId === organizationId || organizationId === INSTALLATION ? person : { ...person, organizationId, username: '' };
  return { ...inIts(actor), onBehalfOf: actor.onBehalfOf && inIts(actor.onBehalfOf) };
}

/** A fact as the database takes it. */
export function entryOf(fact: LogFact): NewEntry {
  const { subject } = fact;
  const actor = namedIn(fact.organizationId, fact.actor);
  const another = actor === undefined || actor.userId !== subject?.userId || actor.onBehalfOf !== undefined;
  return {
    at: fact.at,
    organizationId: fact.organizationId,
    event: events[fact.event],
    reason: fact.reason === undefined ? null : reasons[fact.reason],
    channel: channels[fact.client.channel],
    sessionNumber: fact.sessionNumber ?? null,
    subject,
    subjectHash: fact.nameHash ?? null,
    actor: another ? actor : undefined,
    operator: fact.actor && 'operator' in fact.actor ? fact.actor.operator : null,
    lockedUntil: fact.lockedUntil ?? null,
    client: fact.client,
    kept: keptEvents.has(fact.event),
    count: fact.count ?? null,
    objectId: fact.objectId,
    detail: fact.detail,
  };
}

/** `record` for other features. */
export const recordTold = (tx: Db, fact: ToldFact): Promise<void> => record(tx, fact);

/** Adds the same fact about many people or things of one organization, an entry for each as `record` writes it, in one statement. */
export async function recordOfMany(
  tx: Db,
  fact: Pick<LogFact, 'at' | 'organizationId' | 'actor' | 'sessionNumber' | 'client'> & { readonly event: DetailedEvent },
  subjects: readonly EachOne[],
): Promise<void> {
  if (subjects.length === 0) return;
  const { actor } = fact;
  await addEntries(
    tx,
    {
      at: fact.at,
      organizationId: fact.organizationId,
      event: events[fact.event],
      reason: null,
      channel: channels[fact.client.channel],
      sessionNumber: fact.sessionNumber ?? null,
      subjectHash: null,
      actor: namedIn(fact.organizationId, actor),
      operator: actor && 'operator' in actor ? actor.operator : null,
      lockedUntil: null,
      client: fact.client,
      kept: keptEvents.has(fact.event),
      count: null,
    },
    subjects,
  );
}
