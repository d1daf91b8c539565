import { useRouterState } from '@tanstack/react-router';
import { type PagePath, pages } from '../pages.ts';

/** The page of the manual about the page in view. */
export function useHelpHere(): string {
  const path = useRouterState({ select: (state) => state.matches.at(-1)?.fullPath });
  return path !== undefined && path in pages ? pages[path as PagePath].help : pages['/help'].help;
}
