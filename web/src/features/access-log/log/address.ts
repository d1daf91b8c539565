import {
  columnsNamed,
  type Lately,
  type LogQuery,
  type LogView,
  latelies,
  type Outcome,
  outcomes,
  usualColumns,
} from '@varco/shared/access-log/api';
import { type Channel, events, type LogEvent, type LogReason, reasons } from '@varco/shared/access-log/events';
import { channelNames } from '@varco/shared/access-log/words';
import { countIn, given, oneOf, textIn } from '../../../core/address.ts';

/** Every kind of event, in the order of the list. */
export const eventNames = Object.keys(events) as readonly LogEvent[];
const reasonNames = Object.keys(reasons) as readonly LogReason[];

/** What opens above the lines: one thing at a time. */
export const panels = ['export', 'columns', 'save', 'count'] as const;
export type Panel = (typeof panels)[number];

/** What the address of the log holds; what stands at its default is left out. */
export interface LogAddress {
  readonly user?: string;
  readonly from?: string;
  readonly to?: string;
  /** Days told from today; they are other ones tomorrow. */
  readonly lately?: Lately;
  readonly outcome?: Exclude<Outcome, 'all'>;
  readonly event?: LogEvent;
  readonly reason?: LogReason;
  readonly address?: string;
  readonly channel?: Channel;
  readonly browser?: string;
  readonly session?: string;
  /** The thing that was changed. */
  readonly object?: string;
  readonly order?: 'oldest';
  readonly columns?: string;
  /** Whether the charts are shown. */
  readonly chart?: 'shown';
  readonly panel?: Panel;
  readonly after?: string;
  readonly before?: string;
  /** The number of the first row shown, as far as paging knows it. */
  readonly row?: number;
  /** The row that is open. */
  readonly open?: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;

const matching = (values: Readonly<Record<string, unknown>>, name: string, form: RegExp): string | undefined => {
  const text = textIn(values, name);
  return text !== undefined && form.test(text) ? text : undefined;
};

/** Reads the address of the log; what is not understood is ignored. */
export function readLogAddress(values: Readonly<Record<string, unknown>>): LogAddress {
  const outcome = oneOf(values, 'outcome', outcomes);
  return {
    ...given('user', matching(values, 'user', uuid)),
    ...given('from', matching(values, 'from', isoDay)),
    ...given('to', matching(values, 'to', isoDay)),
    ...given('lately', oneOf(values, 'lately', latelies)),
    ...given('outcome', outcome === 'all' ? undefined : outcome),
    ...given('event', oneOf(values, 'event', eventNames)),
    ...given('reason', oneOf(values, 'reason', reasonNames)),
    ...given('address', textIn(values, 'address')?.trim().slice(0, 45) || undefined),
    ...given('channel', oneOf(values, 'channel', channelNames)),
    ...given('browser', textIn(values, 'browser')?.slice(0, 60)),
    ...given('session', textIn(values, 'session')?.trim().slice(0, 18) || undefined),
    ...given('object', matching(values, 'object', uuid)),
    ...given('order', oneOf(values, 'order', ['oldest'] as const)),
    ...given('columns', columnsIn(values)),
    ...given('chart', oneOf(values, 'chart', ['shown'] as const)),
    ...given('panel', oneOf(values, 'panel', panels)),
    ...given('after', textIn(values, 'after')),
    ...given('before', textIn(values, 'before')),
    ...given('row', countIn(values, 'row')),
    ...given('open', textIn(values, 'open')),
  };
}

/** The columns asked for, in the order of the list; undefined for the usual ones. */
function columnsIn(values: Readonly<Record<string, unknown>>): string | undefined {
  const columns = columnsNamed(textIn(values, 'columns') ?? '')?.join(',');
  return columns === usualColumns.join(',') ? undefined : columns;
}

/** What a search keeps, its columns and its order: what is saved and exported. */
const viewOf = ({ after: _a, before: _b, row: _r, open: _o, panel: _p, chart: _c, ...view }: LogAddress) => view;

/** The filters alone. */
export function filtersOf(address: LogAddress) {
  const { order: _o, columns: _c, ...filters } = viewOf(address);
  return filters;
}

/** What stays when another page of the same lines is turned to. */
export const keptOf = (address: LogAddress): LogAddress => ({ ...viewOf(address), ...given('chart', address.chart) });

/** The question to the server that an address stands for. */
export function logQueryOf(address: LogAddress): Partial<Record<keyof LogQuery, string>> {
  const { columns: _c, ...question } = viewOf(address);
  return { ...question, ...given('after', address.after), ...given('before', address.before) };
}

/** The view as the server is told it. */
export const askedView = (address: LogAddress): Partial<Record<keyof LogView, string>> => viewOf(address);

/** Whether somebody searched: any filter is on. */
export const isSearch = (address: LogAddress): boolean => Object.keys(filtersOf(address)).length > 0;
