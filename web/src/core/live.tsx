import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react';

interface Voice {
  /** Says what just changed, when the reader pauses: "80 risultati", "Salvato". */
  say(text: string): void;
  /** Says at once what cannot wait: the session about to close, the connection lost. */
  alert(text: string): void;
}

const VoiceContext = createContext<Voice>({ say: () => {}, alert: () => {} });

/** The voice of the page for people who listen to it. */
export const useVoice = (): Voice => useContext(VoiceContext);

/** The two live regions of the frame, present from the start; a text said twice is heard twice. */
export function LiveRegions({ children }: { readonly children: ReactNode }) {
  const status = useRef<HTMLParagraphElement>(null);
  const urgent = useRef<HTMLParagraphElement>(null);
  const voice = useMemo<Voice>(() => {
    const speak = (region: HTMLElement | null, text: string) => {
      if (!region) return;
      region.textContent = '';
      setTimeout(() => {
        region.textContent = text;
      }, 60);
    };
    return { say: (text) => speak(status.current, text), alert: (text) => speak(urgent.current, text) };
  }, []);
  return (
    <VoiceContext value={voice}>
      {children}
      <p ref={status} role="status" className="visually-hidden" />
      <p ref={urgent} role="alert" className="visually-hidden" />
    </VoiceContext>
  );
}
