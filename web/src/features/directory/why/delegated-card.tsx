import { useQuery } from '@tanstack/react-query';
import { visibilityNames } from '@varco/shared/authorization/words';
import type { DelegatedReason, ExplainedDelegations } from '@varco/shared/delegations/api';
import { call } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { texts, useLanguage, useTexts } from '../../../core/texts.ts';
import { Card } from '../../../ui/card.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { State } from '../../../ui/state.tsx';

type Reasons = Readonly<Record<DelegatedReason, string>>;

const messages = texts({
  it: {
    title: 'Quando lavora per delega',
    of: (name: string, from: string, to: string) => `Per delega di ${name}, dal ${from} al ${to}`,
    yes: (level: string, roles: string, unit: string | undefined) =>
      `Può, fino a «${level}», con il ruolo ${roles} di chi delega${unit === undefined ? '' : ` nell’unità ${unit}`}.`,
    conditional: 'Solo se vale la condizione del ruolo.',
    no: (why: string) => `Non può: ${why}.`,
    reasons: {
      function: 'la funzione non ha questa azione',
      module: 'l’applicazione non è attiva',
      enabled: 'non è abilitato a questo ente',
      'may-enter': 'il suo utente non può entrare',
      unit: 'l’unità non è attiva',
      'delegation-begun': 'la delega non è ancora cominciata',
      'delegation-not-over': 'la delega è finita',
      'delegation-not-ended': 'la delega è stata revocata',
      'delegator-enabled': 'chi delega non è più abilitato a questo ente',
      'delegator-may-enter': 'chi delega ora non può entrare',
      'never-delegated': 'quello che dà l’amministrazione non si delega',
      'role-not-delegated': 'il ruolo che lo dà non è quello delegato',
      'beyond-organization': 'una delega vale in un ente solo, e qui serve su tutti',
      'delegator-may-not': 'non lo può nemmeno chi delega',
    } satisfies Reasons as Reasons,
  },
  en: {
    title: 'While working as delegate',
    of: (name: string, from: string, to: string) => `As delegate of ${name}, from ${from} to ${to}`,
    yes: (level: string, roles: string, unit: string | undefined) =>
      `They may, up to "${level}", by the delegator’s role ${roles}${unit === undefined ? '' : ` in the unit ${unit}`}.`,
    conditional: 'Only if the condition of the role holds.',
    no: (why: string) => `They may not: ${why}.`,
    reasons: {
      function: 'the function does not have this action',
      module: 'the application is switched off',
      enabled: 'they are not enabled for this organization',
      'may-enter': 'their user may not enter',
      unit: 'the unit is switched off',
      'delegation-begun': 'the delegation has not begun yet',
      'delegation-not-over': 'the delegation is over',
      'delegation-not-ended': 'the delegation was ended early',
      'delegator-enabled': 'the delegator is no longer enabled for this organization',
      'delegator-may-enter': 'the delegator may not enter at present',
      'never-delegated': 'what administering gives is not delegated',
      'role-not-delegated': 'the role that gives it is not the one delegated',
      'beyond-organization': 'a delegation holds in one organization, and this is about all of them',
      'delegator-may-not': 'the delegator may not either',
    } satisfies Reasons as Reasons,
  },
});

/** What the user may do by each delegation he received, and why not; nothing for who received none (requirements R3.59). */
export function DelegatedCard({
  userId,
  asked,
}: {
  readonly userId: string;
  readonly asked: { readonly function: string; readonly action: string };
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const { function: name, action } = asked;
  const { data, error, refetch } = useQuery({
    queryKey: ['delegations', 'why', userId, name, action],
    queryFn: ({ signal }) =>
      call<ExplainedDelegations>(`/api/users/${encodeURIComponent(userId)}/delegated-decision`, {
        query: { function: name, action },
        signal,
      }),
  });
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  const list = (items: readonly string[]) => new Intl.ListFormat(language).format(items);
  return (
    <Card title={t.title}>
      <ul className="v-heads__plain">
        {data.items.map((one) => (
          <li key={one.id}>
            <State mark={one.allowed ? 'ok' : 'quiet'}>{t.of(one.delegator.name, format.day(one.from), format.day(one.to))}</State>
            <p>
              {one.allowed
                ? t.yes(
                    visibilityNames[language][one.visibility ?? 'organization'],
                    list(one.through.map((role) => nameIn(language, role))),
                    one.unit === null ? undefined : nameIn(language, one.unit),
                  )
                : t.no(list(one.because.map((reason) => t.reasons[reason])))}{' '}
              {one.conditional && t.conditional}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
