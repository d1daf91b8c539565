import { type Lately, type LogPeriod, type Outcome, outcomes } from '@varco/shared/access-log/api';
import type { Channel, LogEvent } from '@varco/shared/access-log/events';
import { eventNames, keptOf, type LogAddress, readLogAddress } from './address.ts';

/** An outcome, or one kind of event. */
export type What = Outcome | `event:${LogEvent}`;

/** A search being filled in; days that nobody chose are those of the period. */
export interface Draft {
  readonly user: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly lately: Lately | 'days';
  readonly what: What;
  readonly address: string;
  readonly channel: Channel | 'any';
  readonly browser: string;
  readonly session: string;
}

/** What the fields say when the form opens. */
export const draftOf = (address: LogAddress): Draft => ({
  user: address.user,
  from: address.from,
  to: address.to,
  lately: address.lately ?? 'days',
  what: address.event === undefined ? (address.outcome ?? 'all') : `event:${address.event}`,
  address: address.address ?? '',
  channel: address.channel ?? 'any',
  browser: address.browser ?? '',
  session: address.session ?? '',
});

/** The days a search is about: those that were chosen, else those of the period. */
export const daysOf = ({ from, to }: Pick<LogAddress, 'from' | 'to'>, period: LogPeriod | undefined) => ({
  from: from ?? period?.from ?? '',
  to: to ?? period?.to ?? '',
});

/** Whether the days that are named stand the wrong way round. */
export function areReversed(draft: Draft, period: LogPeriod | undefined): boolean {
  const { from, to } = daysOf(draft, period);
  return draft.lately === 'days' && from !== '' && to !== '' && from > to;
}

/** The address of what was filled in, beside what the page kept of the last one; days that are those of the period are left out. */
export function addressOf(draft: Draft, before: LogAddress, period: LogPeriod | undefined): LogAddress {
  const { what, ...fields } = draft;
  const { from, to } = daysOf(draft, period);
  return readLogAddress({
    ...keptOf(before),
    ...fields,
    from: draft.lately !== 'days' || from === period?.from ? undefined : from,
    to: draft.lately !== 'days' || to === period?.to ? undefined : to,
    outcome: outcomes.find((outcome) => outcome === what),
    event: eventNames.find((event) => what === `event:${event}`),
  });
}
