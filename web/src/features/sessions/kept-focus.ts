import { type RefObject, useEffect, useRef } from 'react';

/** When what a strip tells changes and the button that was pressed is gone with it, the focus goes to the strip, or without one to the page. */
export function useKeptFocus(tells: string, strip: RefObject<HTMLElement | null>): void {
  const told = useRef(tells);
  useEffect(() => {
    if (told.current === tells) return;
    told.current = tells;
    if (document.activeElement !== document.body) return;
    (strip.current ?? document.querySelector<HTMLElement>('main h1'))?.focus();
  }, [tells, strip]);
}
