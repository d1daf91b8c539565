import { type ReactNode, useId } from 'react';

/** A part of a page under its own heading. */
export function Card({
  title,
  name,
  act,
  children,
}: {
  readonly title: string;
  /** What it is called aloud where another part of the page may have the same title. */
  readonly name?: string;
  readonly act?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="v-card" {...(name === undefined ? { 'aria-labelledby': id } : { 'aria-label': name })}>
      <div className="v-card__head">
        <h2 id={id}>{title}</h2>
        {act}
      </div>
      {children}
    </section>
  );
}

/** Facts as label and value: how a page is read when nobody is changing it. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="v-facts">{children}</dl>;
}

/** One fact. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="v-facts__one">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** An empty page or list: why it is empty, and the way on. */
export function Empty({ title, children, acts }: { readonly title: string; readonly children?: ReactNode; readonly acts?: ReactNode }) {
  return (
    <div className="v-empty">
      <h2>{title}</h2>
      {children}
      {acts !== undefined && <div className="v-empty__acts">{acts}</div>}
    </div>
  );
}
