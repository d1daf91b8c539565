import { useRouterState } from '@tanstack/react-router';
import { slugOf } from '../pages.ts';

/** The page of the manual about the page in view. */
export const useHelpHere = (): string => slugOf(useRouterState({ select: (state) => state.matches.at(-1)?.fullPath ?? '' }));
