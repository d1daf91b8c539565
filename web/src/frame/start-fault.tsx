import { useEffect } from 'react';
import { Unreachable } from '../core/http.ts';
import { LanguageContext, useTexts } from '../core/texts.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { words } from '../ui/words.ts';
import { messages } from './messages.ts';

/** Nothing could be read at all: no frame, one sentence, one way on; in the browser's language, since nobody is known yet. */
export function StartFault({ error }: { readonly error: unknown }) {
  const language = navigator.language.startsWith('en') ? 'en' : 'it';
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <LanguageContext value={language}>
      <main className="v-alone">
        <Sentences lost={error instanceof Unreachable} />
      </main>
    </LanguageContext>
  );
}

function Sentences({ lost }: { readonly lost: boolean }) {
  const t = useTexts(messages).fault;
  const shared = useTexts(words);
  return (
    <Page title={lost ? t.unreachableTitle : t.title}>
      <p>{lost ? t.unreachable : t.text}</p>
      <p>
        <Button look="main" onClick={() => location.reload()}>
          {shared.retry}
        </Button>
      </p>
    </Page>
  );
}
