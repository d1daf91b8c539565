import { useEffect, useRef, useState } from 'react';

/** A search waits for the typing to pause. */
const PAUSE_MS = 300;

/** A text that is typed and asked for when the typing pauses. */
export interface PausedText {
  readonly typed: string;
  type(text: string): void;
  /** Asks now for what is typed. */
  ask(): void;
  /** What is typed waits no more; with a text, that stands in its place. */
  leave(text?: string): void;
}

/**
 * The text of a search: `asked` is what the address says, and `onAsk` changes it. What comes by another way, such as going back, is shown;
 * blanks around what is typed are no other text.
 */
export function usePausedText(asked: string, onAsk: (text: string) => void): PausedText {
  const [typed, setTyped] = useState(asked);
  const [seen, setSeen] = useState(asked);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  if (seen !== asked) {
    setSeen(asked);
    if (typed.trim() !== asked) setTyped(asked);
  }
  const ask = (text: string) => {
    clearTimeout(waiting.current);
    onAsk(text.trim());
  };
  return {
    typed,
    type: (text) => {
      setTyped(text);
      clearTimeout(waiting.current);
      waiting.current = setTimeout(() => ask(text), PAUSE_MS);
    },
    ask: () => ask(typed),
    leave: (text) => {
      clearTimeout(waiting.current);
      if (text !== undefined) setTyped(text);
    },
  };
}
