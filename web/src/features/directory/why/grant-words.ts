import type { Visibility } from '@varco/shared/authorization/capabilities';
import type { Functions } from '@varco/shared/authorization/functions';
import { visibilityNames } from '@varco/shared/authorization/words';
import { useFunctions } from '../../../core/functions.ts';
import { useLanguage } from '../../../core/texts.ts';

/** How functions, actions and levels are called in the reader's language; what is unknown stays as it stands. */
export function useGrantWords(): {
  readonly functions: Functions;
  readonly whatOf: (name: string, action: string) => string;
  readonly levelOf: (level: Visibility) => string;
} {
  const language = useLanguage();
  const functions = useFunctions();
  return { functions, whatOf: (name, action) => functions.what(name, action), levelOf: (level) => visibilityNames[language][level] };
}
