import type { Me } from '@varco/shared/sessions/api';

/** What every route knows before it opens. */
export interface RouterContext {
  readonly me: Me;
}
