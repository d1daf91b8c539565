import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useTexts } from '../core/texts.ts';
import { words } from './words.ts';

let arrivedWithTheDocument = true;

const FaultsContext = createContext<(faulty: boolean) => void>(() => {});

/** Tells the page that a form on it has faults: the title of the window says so first. */
export function usePageFaults(faulty: boolean): void {
  const tell = useContext(FaultsContext);
  useEffect(() => {
    tell(faulty);
    return () => tell(false);
  }, [tell, faulty]);
}

/** One page: the window's title, the way back, the heading that takes focus after a navigation, one sentence of facts, the acts. */
export function Page({
  title,
  area,
  path,
  mark,
  facts,
  acts,
  children,
}: {
  readonly title: string;
  /** The part of the product the page stands in, for the window's title. */
  readonly area?: string;
  /** The pages above this one, as links. */
  readonly path?: ReactNode;
  /** A sign beside the heading, such as the initials of a person. */
  readonly mark?: ReactNode;
  readonly facts?: ReactNode;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTexts(words);
  const heading = useRef<HTMLHeadingElement>(null);
  const [faulty, setFaulty] = useState(false);

  useEffect(() => {
    const parts = [title, ...(area === undefined ? [] : [area]), t.product].join(' - ');
    document.title = faulty ? `${t.errorTitle}: ${parts}` : parts;
  }, [title, area, faulty, t]);

  useEffect(() => {
    if (!arrivedWithTheDocument) heading.current?.focus();
    arrivedWithTheDocument = false;
  }, []);

  return (
    <FaultsContext value={setFaulty}>
      <div className="v-page">
        {path !== undefined && (
          <nav className="v-path" aria-label={t.path}>
            {path}
            <span aria-hidden="true"> / </span>
            <span aria-current="page">{title}</span>
          </nav>
        )}
        <div className="v-head">
          <div className="v-head__title">
            {mark}
            <div>
              <h1 ref={heading} tabIndex={-1}>
                {title}
              </h1>
              {facts !== undefined && <div className="v-head__facts">{facts}</div>}
            </div>
          </div>
          {acts !== undefined && <div className="v-head__acts">{acts}</div>}
        </div>
        {children}
      </div>
    </FaultsContext>
  );
}
