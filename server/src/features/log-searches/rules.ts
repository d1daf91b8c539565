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
