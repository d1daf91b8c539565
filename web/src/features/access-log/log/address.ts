import type { LogQuery, Outcome } from '@varco/shared/access-log/api';
import type { Channel } from '@varco/shared/access-log/events';
import { countIn, given, oneOf, textIn } from '../../../core/address.ts';

/** What a search can keep, in the order in which it is offered. */
export const outcomes = ['all', 'succeeded', 'refused', 'signed-out', 'changes'] as const satisfies readonly Outcome[];
const channelNames = ['web', 'api', 'command-line', 'system'] as const satisfies readonly Channel[];

/** What the address of the log holds; what stands at its default is left out. */
export interface LogAddress {
  readonly user?: string;
  readonly from?: string;
  readonly to?: string;
  readonly outcome?: Exclude<Outcome, 'all'>;
  readonly address?: string;
  readonly channel?: Channel;
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
    ...given('outcome', outcome === 'all' ? undefined : outcome),
    ...given('address', textIn(values, 'address')?.trim().slice(0, 45) || undefined),
    ...given('channel', oneOf(values, 'channel', channelNames)),
    ...given('after', textIn(values, 'after')),
    ...given('before', textIn(values, 'before')),
    ...given('row', countIn(values, 'row')),
    ...given('open', textIn(values, 'open')),
  };
}

/** The filters alone, without place and open row. */
export const filtersOf = ({ after: _a, before: _b, row: _r, open: _o, ...filters }: LogAddress): LogAddress => filters;

/** The question to the server that an address stands for. */
export const logQueryOf = ({ row: _r, open: _o, ...query }: LogAddress): Partial<Record<keyof LogQuery, string>> => query;

/** Whether somebody searched: any filter is on. */
export const isSearch = (address: LogAddress): boolean => Object.keys(filtersOf(address)).length > 0;
