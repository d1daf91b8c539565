import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { UserRights } from '@varco/shared/authorization/api';
import { useState } from 'react';
import { mayDo, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Note } from '../../../ui/note.tsx';
import { GuestFrame } from '../enablements/guests.tsx';
import { type Member, memberQuery } from '../enablements/queries.ts';
import { UserFrame } from '../user/frame.tsx';
import { messages } from './messages.ts';
import { type Outcome, OutcomeNote } from './outcome.tsx';
import { EditPlacement, NewPlacement } from './placement-form.tsx';
import { PlacementsCard } from './placements-card.tsx';
import { rightsQuery } from './queries.ts';
import { EditRole, NewRole } from './role-form.tsx';
import { RolesCard } from './roles-card.tsx';
import { AdministrationCard, PlacedCard } from './standing-cards.tsx';

const route = getRouteApi('/users/$id/roles');

/** Where a user is placed and which roles he has: read first, one thing at a time to change. */
export default function RightsPage() {
  const { id } = route.useParams();
  const { data: member } = useSuspenseQuery(memberQuery(id));
  const { data: rights } = useSuspenseQuery(rightsQuery(id));
  return <Rights key={id} member={member} rights={rights} />;
}

/** What the cards need to know of who is shown: of somebody from elsewhere his name alone. */
const shownOf = (member: Member, ownId: string) =>
  member.kind === 'user'
    ? member.user
    : { id: member.guest.id, familyName: member.guest.name, givenName: '', state: 'active' as const, self: member.guest.id === ownId };

function Rights({ member, rights }: { readonly member: Member; readonly rights: UserRights }) {
  const t = useTexts(messages);
  const me = useMe();
  const user = shownOf(member, me.user.id);
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const { edit, row, role, unit } = route.useSearch();
  const [outcome, setOutcome] = useState<{ readonly kind: Outcome; readonly turn: number }>();
  // What was told of the last act ends where the next begins.
  const [seenEdit, setSeenEdit] = useState(edit);
  if (edit !== seenEdit) {
    setSeenEdit(edit);
    if (edit !== undefined) setOutcome(undefined);
  }

  // Nobody but an administrator changes his own rights.
  const isOwn = user.self && !me.administrator;
  const isAbove = rights.administers !== 'nothing' && !me.administrator;
  const mayGive = mayDo(me, 'modify', 'roles') && !isAbove && !isOwn && user.state !== 'ceased';
  const mayPlace = mayDo(me, 'modify', 'structure') && !isAbove && !isOwn && user.state !== 'ceased';
  const mayFindUnits = mayPlace && mayDo(me, 'search', 'structure');

  const done = (kind: Outcome) => {
    // Of oneself the console shows what one may do: it begins anew.
    if (user.self) location.assign(location.pathname);
    setOutcome({ kind, turn: (outcome?.turn ?? 0) + 1 });
    void queries.invalidateQueries({ queryKey: ['users'] });
    if (edit !== undefined) void navigate({ search: {}, replace: true, resetScroll: false });
  };
  const placement = edit === 'placement' && mayPlace ? rights.placements.find(({ id }) => id === row) : undefined;
  const assignment = edit === 'role' && mayGive ? rights.assignments.find(({ id }) => id === row) : undefined;
  const isNewPlacement = edit === 'placement' && row === undefined && mayFindUnits && rights.placed;
  const isNewRole = edit === 'role' && row === undefined && mayGive;
  const parts = (
    <>
      {outcome && <OutcomeNote key={outcome.turn} outcome={outcome.kind} />}
      {isAbove && mayDo(me, 'modify', 'roles') && (
        <Note title={t.above}>
          <p>{t.aboveText}</p>
        </Note>
      )}
      <div className="v-stack">
        {assignment && <EditRole key={assignment.id} userId={user.id} row={assignment} onSaved={() => done('role')} />}
        {isNewRole && <NewRole userId={user.id} rights={rights} unit={unit} role={role} onSaved={() => done('role')} />}
        <RolesCard userId={user.id} rights={rights} mayModify={mayGive} adding={isNewRole} editing={edit !== undefined} onDone={done} />
        {placement && <EditPlacement key={placement.id} userId={user.id} row={placement} onSaved={() => done('placement')} />}
        {isNewPlacement && <NewPlacement userId={user.id} onSaved={() => done('placement')} />}
        <PlacementsCard userId={user.id} rights={rights} mayAdd={mayFindUnits && !isNewPlacement} mayModify={mayPlace} onDone={done} />
        <div className="v-cards">
          <PlacedCard user={user} rights={rights} mayModify={mayGive} editing={edit === 'placed'} onSaved={() => done('placed')} />
          <AdministrationCard
            user={user}
            rights={rights}
            mayModify={mayGive && me.administrator}
            editing={edit === 'administration'}
            onSaved={() => done('administration')}
          />
        </div>
      </div>
    </>
  );
  return member.kind === 'user' ? (
    <UserFrame user={member.user} section="roles">
      {parts}
    </UserFrame>
  ) : (
    <GuestFrame guest={member.guest}>{parts}</GuestFrame>
  );
}
