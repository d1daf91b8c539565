/** What a list says of how many there are: exact up to 1,000. */
export interface Total {
  readonly count: number;
  readonly more: boolean;
}

/** What paging by key knows of its place: whether pages stand before and after, and the row number carried in the address. */
export interface Ways {
  readonly from: number | undefined;
  readonly first: boolean;
  readonly last: boolean;
}

/** The numbers of the first and last row of a page; its ends are certain, between them the number carried along serves. */
export function rangeOf(shown: number, total: Total, { from, first, last }: Ways): { readonly from: number; readonly to: number } {
  if (last && !first && !total.more) return { from: Math.max(1, total.count - shown + 1), to: total.count };
  const start = first ? 1 : (from ?? 1);
  return { from: start, to: start + shown - 1 };
}
