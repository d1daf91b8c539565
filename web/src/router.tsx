import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { Me } from '@varco/shared/sessions/api';
import { formatAddress, parseAddress } from './core/address.ts';
import { needs } from './core/allow.ts';
import type { RouterContext } from './core/router-context.ts';
import { readUsersAddress } from './features/directory/users/address.ts';
import { Frame } from './frame/frame.tsx';
import { FaultPage, NotFoundPage } from './frame/problem-pages.tsx';

const root = createRootRouteWithContext<RouterContext>()({ component: Frame, notFoundComponent: NotFoundPage });
const at = { getParentRoute: () => root };

const users = createRoute({
  ...at,
  path: '/users',
  validateSearch: readUsersAddress,
  beforeLoad: needs('search', 'users'),
  component: lazyRouteComponent(() => import('./features/directory/users/users-page.tsx')),
});

const tree = root.addChildren([users]);

/** The addresses of the console and what stands at each. */
export const createConsole = (me: Me) =>
  createRouter({
    routeTree: tree,
    context: { me },
    parseSearch: parseAddress,
    stringifySearch: formatAddress,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultErrorComponent: FaultPage,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsole>;
  }
}
