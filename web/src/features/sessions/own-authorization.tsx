import { useQuery } from '@tanstack/react-query';
import type { UserAuthorizations } from '@varco/shared/formal-authorizations/api';
import { acts, stateWords } from '@varco/shared/formal-authorizations/words';
import { call } from '../../core/http.ts';
import { useFormat } from '../../core/me.ts';
import { texts, useLanguage, useTexts } from '../../core/texts.ts';
import { Card } from '../../ui/card.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { State } from '../../ui/state.tsx';

const messages = texts({
  it: {
    title: 'Le mie autorizzazioni formali',
    act: (kind: string, number: string, day: string) => `${kind} n. ${number} del ${day}`,
    fromTo: (from: string, to: string) => `dal ${from} al ${to}`,
    fromOn: (from: string) => `dal ${from}, senza scadenza`,
  },
  en: {
    title: 'My formal authorizations',
    act: (kind: string, number: string, day: string) => `${kind} no. ${number} of ${day}`,
    fromTo: (from: string, to: string) => `from ${from} to ${to}`,
    fromOn: (from: string) => `from ${from}, no end`,
  },
});

/** By which acts one may work here; nothing is shown to who has none (requirements R4.31). */
export function OwnAuthorizationsCard() {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const { data, error, refetch } = useQuery({
    queryKey: ['me', 'formal-authorizations'],
    queryFn: () => call<UserAuthorizations>('/api/me/formal-authorizations'),
  });
  if (!error && (data === undefined || data.items.length === 0)) return null;
  return (
    <Card title={t.title}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && (
        <ul className="v-reasons">
          {data.items.map((one) => (
            <li key={one.id}>
              <State mark={one.state === 'in-force' ? 'ok' : one.state === 'ending' ? 'warn' : 'quiet'}>
                {t.act(acts[one.act][language], one.number, format.day(one.actDate))}
                <span className="v-table__second">
                  {[
                    one.to === null ? t.fromOn(format.day(one.from)) : t.fromTo(format.day(one.from), format.day(one.to)),
                    one.purpose,
                    stateWords[one.state][language].toLocaleLowerCase(language),
                  ].join(', ')}
                </span>
              </State>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
