import { LogView } from '@varco/shared/access-log/api';

/** A search as it is kept: as an address of the page holds it, without what stands at its default. */
export type KeptView = Readonly<Record<string, string>>;

const defaults = LogView.parse({});

/** What is kept of a search. */
export function keptView(view: LogView): KeptView {
  const isDefault = (name: string, value: unknown) => defaults[name as keyof LogView] === value;
  return Object.fromEntries(
    Object.entries(view)
      .filter(([name, value]) => value !== undefined && !isDefault(name, value))
      .map(([name, value]) => [name, String(value)]),
  );
}

const shapes: Readonly<Record<string, { safeParse(value: unknown): { readonly success: boolean } } | undefined>> = LogView.shape;

/** A kept search as it is asked; what another version kept and this one does not understand is left out. */
export const askedView = (kept: KeptView): LogView =>
  LogView.parse(Object.fromEntries(Object.entries(kept).filter(([name, value]) => shapes[name]?.safeParse(value).success === true)));

/** The place of a file in the list of files. */
export interface ExportPosition {
  readonly askedAt: Date;
  readonly id: string;
}

const position = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A place as the text that pages carry. */
export const exportCursor = ({ askedAt, id }: ExportPosition): string => `${askedAt.getTime()}.${id}`;

/** The place a page carries; undefined when the text is none of ours. */
export function exportPosition(cursor: string): ExportPosition | undefined {
  const [, at, id] = position.exec(cursor) ?? [];
  if (at === undefined || id === undefined) return undefined;
  const askedAt = new Date(Number(at));
  return Number.isNaN(askedAt.getTime()) ? undefined : { askedAt, id };
}
