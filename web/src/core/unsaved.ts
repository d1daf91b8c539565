import { useCallback, useEffect, useRef } from 'react';
import { isLeaving } from './http.ts';

const open = new Set<object>();

/** Whether something typed on this page would be lost by leaving it. */
export const somethingUnsaved = (): boolean => open.size > 0 && !isLeaving();

/** Lets what was typed go: the person has been asked. */
export const forgetUnsaved = (): void => open.clear();

/** Marks the page while `unsaved` holds; the answer lets go at once, for the navigation that follows a save. */
export function useUnsaved(unsaved: boolean): () => void {
  const mark = useRef({}).current;
  useEffect(() => {
    if (!unsaved) return undefined;
    open.add(mark);
    const ask = (event: BeforeUnloadEvent) => {
      if (somethingUnsaved()) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => {
      open.delete(mark);
      removeEventListener('beforeunload', ask);
    };
  }, [unsaved, mark]);
  return useCallback(() => {
    open.delete(mark);
  }, [mark]);
}
