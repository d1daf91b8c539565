import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { mayDo, useMe } from '../../../core/me.ts';
import { QueryFault } from '../../../ui/problem.tsx';
import { userQuery } from '../queries.ts';
import { overviewQuery } from '../rights/queries.ts';
import { UserFrame } from '../user/frame.tsx';
import type { WhyAddress } from './address.ts';
import { AnswerCard } from './answer-card.tsx';
import { DelegatedCard } from './delegated-card.tsx';
import { OverviewCard } from './overview-card.tsx';
import { TrialCard } from './trial-card.tsx';

const route = getRouteApi('/users/$id/why');

/** What a user may do where he works, why, and what one role more would change. */
export default function WhyPage() {
  const { id } = route.useParams();
  const address = route.useSearch();
  const { function: name, action, unit, role, in: where } = address;
  const navigate = route.useNavigate();
  const me = useMe();
  const { data: user } = useSuspenseQuery(userQuery(id));
  const { data: overview, error, refetch } = useQuery(overviewQuery(id, unit));
  const go = (search: WhyAddress) => void navigate({ search, resetScroll: false });
  return (
    <UserFrame user={user} section="why">
      <div className="v-stack">
        {name !== undefined && action !== undefined && (
          <AnswerCard userId={id} asked={{ function: name, action, ...(unit === undefined ? {} : { unit }) }} />
        )}
        {name !== undefined && action !== undefined && <DelegatedCard userId={id} asked={{ function: name, action }} />}
        {error && <QueryFault error={error} retry={() => void refetch()} />}
        {overview && <OverviewCard userId={id} overview={overview} onUnit={(next) => go({ ...address, unit: next })} />}
        <TrialCard
          key={`${role ?? ''} ${where ?? ''}`}
          userId={id}
          role={role}
          unit={where}
          mayGive={mayDo(me, 'modify', 'roles')}
          onTry={(tried) => {
            const { in: _before, ...others } = address;
            go({ ...others, role: tried.role, ...(tried.unit === undefined ? {} : { in: tried.unit }) });
          }}
        />
      </div>
    </UserFrame>
  );
}
