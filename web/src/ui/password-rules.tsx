import type { PasswordRules } from '@varco/shared/credentials/api';
import { passwordIssues } from '@varco/shared/credentials/password-policy';
import { passwordLengthHint, passwordRules } from '@varco/shared/sign-in/messages';
import { useEffect } from 'react';
import { useVoice } from '../core/live.tsx';
import { texts, useLanguage, useTexts } from '../core/texts.ts';
import { State } from './state.tsx';

const messages = texts({
  it: {
    title: 'La nuova password',
    met: 'rispettata',
    count: (met: number, of: number) => (met === of ? 'Tutte le regole sono rispettate' : `Regole rispettate: ${met} su ${of}`),
  },
  en: {
    title: 'The new password',
    met: 'met',
    count: (met: number, of: number) => (met === of ? 'All rules are met' : `Rules met: ${met} of ${of}`),
  },
});

/** The count of rules met is said once the typing pauses. */
const pauseMs = 800;

/** The rules in force, before the fields; each turns while the password is typed (requirements R3.63). */
export function PasswordRulesList({
  rules,
  typed,
  username,
}: {
  readonly rules: PasswordRules;
  readonly typed: string;
  readonly username: string;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const voice = useVoice();
  const broken = new Set(passwordIssues(rules, typed, username).map((issue) => issue.rule));
  const shown = passwordRules(language, rules);
  const met = typed === '' ? 0 : shown.filter(({ rule }) => !broken.has(rule)).length;

  useEffect(() => {
    if (typed === '') return undefined;
    const pause = setTimeout(() => voice.say(t.count(met, shown.length)), pauseMs);
    return () => clearTimeout(pause);
  }, [typed, met, shown.length, t, voice]);

  return (
    <div className="v-rules">
      <p>
        <strong>{t.title}</strong>
      </p>
      <ul aria-label={t.title}>
        {shown.map(({ rule, text }) => {
          const isMet = typed !== '' && !broken.has(rule);
          return (
            <li key={rule}>
              <State mark={isMet ? 'ok' : 'open'}>
                {text}
                {isMet && <span className="visually-hidden">: {t.met}</span>}
              </State>
            </li>
          );
        })}
      </ul>
      <p className="v-field__hint">{passwordLengthHint(language, rules)}</p>
    </div>
  );
}
