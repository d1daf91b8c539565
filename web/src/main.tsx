import 'virtual:kit.css';
import './ui/style.css';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { Me } from '@varco/shared/sessions/api';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { learnServerTime } from './core/clock.ts';
import { Refused, Unreachable } from './core/http.ts';
import { MeContext } from './core/me.ts';
import { queryClient } from './core/queries.ts';
import { LanguageContext } from './core/texts.ts';
import { meQuery } from './features/sessions/queries.ts';
import { StartFault } from './frame/start-fault.tsx';
import { createConsole } from './router.tsx';

const container = document.getElementById('console');
if (!container) throw new Error('The document has no place for the console.');
// What a page shows in words is no news for the console of the browser; anything else is a bug and is told there.
const page = createRoot(container, {
  onCaughtError: (error) => {
    if (!(error instanceof Refused) && !(error instanceof Unreachable)) reportError(error);
  },
});

/** The console of the person who is signed in, who may correct how he is called while it is open. */
function Console({ first }: { readonly first: Me }) {
  const { data: me = first } = useQuery(meQuery);
  const [router] = useState(() => createConsole(first));
  return (
    <MeContext value={me}>
      <RouterProvider router={router} context={{ me }} />
    </MeContext>
  );
}

function start(me: Me): void {
  learnServerTime(me.now);
  document.documentElement.lang = me.language;
  page.render(
    <StrictMode>
      <LanguageContext value={me.language}>
        <QueryClientProvider client={queryClient}>
          <Console first={me} />
        </QueryClientProvider>
      </LanguageContext>
    </StrictMode>,
  );
}

queryClient.fetchQuery(meQuery).then(start, (error: unknown) => page.render(<StartFault error={error} />));
