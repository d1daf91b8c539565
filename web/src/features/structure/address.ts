import { given, oneOf, textIn } from '../../core/address.ts';
import type { Folding } from './chart.ts';

/** What the address of the structure holds: what is looked for, and which departments are unfolded. */
export interface StructureAddress {
  readonly search?: string;
  readonly show?: 'all' | 'none';
  /** The departments that are otherwise than `show` says. */
  readonly except?: string;
}

/** Reads the address of the structure; what is not understood is ignored. */
export const readStructureAddress = (values: Readonly<Record<string, unknown>>): StructureAddress => ({
  ...given('search', textIn(values, 'search')?.slice(0, 200)),
  ...given('show', oneOf(values, 'show', ['all', 'none'] as const)),
  ...given('except', textIn(values, 'except')),
});

/** Which departments an address unfolds; `usual` is how the page opens by itself. */
export const foldingOf = ({ show, except }: StructureAddress, usual: 'all' | 'none'): Folding => ({
  show: show ?? usual,
  except: new Set(except?.split(',') ?? []),
});

/** The address of the same page with one department folded or unfolded. */
export function toggled(address: StructureAddress, usual: 'all' | 'none', id: string): StructureAddress {
  const { show, except } = foldingOf(address, usual);
  const others = except.has(id) ? [...except].filter((other) => other !== id) : [...except, id];
  return {
    ...given('search', address.search),
    show,
    ...given('except', others.length === 0 ? undefined : others.join(',')),
  };
}
