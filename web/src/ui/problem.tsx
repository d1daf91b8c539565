import { useCallback } from 'react';
import { isRefusal, Refused, Unreachable } from '../core/http.ts';
import { texts, useTexts } from '../core/texts.ts';
import { Button, looks } from './button.tsx';
import { Note } from './note.tsx';
import { words } from './words.ts';

const messages = texts({
  it: {
    unreachable: 'Il server non risponde. Controlla la connessione e riprova.',
    fault: "Qualcosa non ha funzionato. Riprova; se continua, chiama l'assistenza.",
    address: "L'indirizzo della pagina è incompleto. Ricomincia dall'inizio dell'elenco.",
    startAgain: 'Ricomincia',
  },
  en: {
    unreachable: 'The server does not answer. Check the connection and try again.',
    fault: 'Something did not work. Try again; if it continues, call the help desk.',
    address: 'The address of the page is incomplete. Start again from the beginning of the list.',
    startAgain: 'Start again',
  },
});

/** The sentence for something that went wrong: the server's own when it answered. */
export function useFaultSentence(): (error: unknown) => string {
  const t = useTexts(messages);
  return useCallback(
    (error: unknown) => {
      if (error instanceof Unreachable) return t.unreachable;
      return (error instanceof Refused && error.problem.title) || t.fault;
    },
    [t],
  );
}

/** In place of what could not be read: the sentence, and a way to try again; where the address itself is broken trying again would not help. */
export function QueryFault({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const shared = useTexts(words);
  const t = useTexts(messages);
  const say = useFaultSentence();
  if (isRefusal(error, 'request.invalid') && location.search !== '') {
    return (
      <Note tone="bad" title={t.address}>
        <div className="v-note__acts">
          <a href={location.pathname} className={looks.plain}>
            {t.startAgain}
          </a>
        </div>
      </Note>
    );
  }
  return (
    <Note tone="bad" title={say(error)}>
      <div className="v-note__acts">
        <Button onClick={retry}>{shared.retry}</Button>
      </div>
    </Note>
  );
}
