import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { BothDelegations } from '@varco/shared/delegations/api';
import { call } from '../../../core/http.ts';
import { texts, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { DelegationTable } from '../../../ui/delegations.tsx';
import { QueryFault } from '../../../ui/problem.tsx';

const messages = texts({
  it: { title: 'Deleghe', to: 'Delegato a', by: 'Delegato da', none: 'Nessuna delega.', all: 'Tutte le deleghe' },
  en: { title: 'Delegations', to: 'Delegated to', by: 'Delegated by', none: 'No delegations.', all: 'All delegations' },
});

/** Whom a user appointed and who appointed him (requirements R3.59). */
export function DelegationsCard({ userId }: { readonly userId: string }) {
  const t = useTexts(messages);
  const { data, error, refetch } = useQuery({
    queryKey: ['delegations', 'user', userId],
    queryFn: ({ signal }) => call<BothDelegations>(`/api/users/${encodeURIComponent(userId)}/delegations`, { signal }),
  });
  const linked = ({ id, name }: BothDelegations['to'][number]['delegate']) => (
    <Link to="/users/$id" params={{ id }} className="v-table__link">
      {name}
    </Link>
  );
  const sides = (['to', 'by'] as const).filter((side) => (data?.[side].length ?? 0) > 0);
  return (
    <Card
      title={t.title}
      act={
        <Link to="/delegations" className={`${looks.plain} v-button--small`}>
          {t.all}
        </Link>
      }
    >
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && sides.length === 0 && <p>{t.none}</p>}
      {data &&
        sides.map((side) => (
          <section key={side} className="v-card__part">
            <h3>{t[side]}</h3>
            <DelegationTable caption={t[side]} rows={data[side]} side={side} nameOf={linked} />
          </section>
        ))}
    </Card>
  );
}
