import type { ReactNode } from 'react';

/** The sections of one record as links, each an address of its own; the current one says so itself. */
export function Sections({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <nav className="v-sections" aria-label={label}>
      {children}
    </nav>
  );
}
