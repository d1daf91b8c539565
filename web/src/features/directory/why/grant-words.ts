import type { Visibility } from '@varco/shared/authorization/capabilities';
import { grantNames, visibilityNames } from '@varco/shared/authorization/words';
import { useLanguage } from '../../../core/texts.ts';

/** How functions, actions and levels are called in the reader's language; what is unknown stays as it stands. */
export function useGrantWords(): {
  readonly nameOf: (name: string) => string;
  readonly whatOf: (name: string, action: string) => string;
  readonly levelOf: (level: Visibility) => string;
} {
  const language = useLanguage();
  const names: Readonly<Record<string, string | undefined>> = grantNames[language];
  const nameOf = (name: string) => names[name] ?? name;
  return { nameOf, whatOf: (name, action) => `${nameOf(name)}, ${nameOf(action)}`, levelOf: (level) => visibilityNames[language][level] };
}
