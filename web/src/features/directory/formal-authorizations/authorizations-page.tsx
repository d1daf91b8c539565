import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { UserRecord } from '@varco/shared/directory/api';
import type { Authorization, UserAuthorizations } from '@varco/shared/formal-authorizations/api';
import { acts, stateWords } from '@varco/shared/formal-authorizations/words';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Card, Fact, Facts } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Menu, MenuAct } from '../../../ui/menu.tsx';
import { Note } from '../../../ui/note.tsx';
import { type Mark, State } from '../../../ui/state.tsx';
import { userQuery } from '../queries.ts';
import { UserFrame } from '../user/frame.tsx';
import { AuthorizationForm } from './authorization-form.tsx';
import { EndDialog } from './end-dialog.tsx';
import { messages } from './messages.ts';
import { userAuthorizationsQuery } from './queries.ts';

const route = getRouteApi('/users/$id/authorization');

/** By which acts somebody may work here, one at a time to record, correct or end (requirements R4.31). */
export default function AuthorizationsPage() {
  const { id } = route.useParams();
  const { data: user } = useSuspenseQuery(userQuery(id));
  const { data } = useSuspenseQuery(userAuthorizationsQuery(id));
  return <Authorizations key={id} user={user} data={data} />;
}

function Authorizations({ user, data }: { readonly user: UserRecord; readonly data: UserAuthorizations }) {
  const t = useTexts(messages);
  const me = useMe();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const { edit, row } = route.useSearch();
  const [outcome, setOutcome] = useState<{ readonly kind: keyof typeof t.done; readonly turn: number }>();
  // Nobody but an administrator changes his own, or an administrator's.
  const isOwn = user.self && !me.administrator;
  const isAbove = user.administrator && !me.administrator;
  const free = !isOwn && !isAbove && user.state !== 'ceased';
  const mayGive = free && mayDo(me, 'create', 'formal-authorizations');
  const mayModify = free && mayDo(me, 'modify', 'formal-authorizations');
  const isNew = edit === 'new' && mayGive;
  const corrected = edit === 'row' && mayModify ? data.items.find(({ id, endedOn }) => id === row && endedOn === null) : undefined;
  const leave = () => void navigate({ search: {}, replace: true, resetScroll: false });
  const done = (kind: keyof typeof t.done) => {
    setOutcome({ kind, turn: (outcome?.turn ?? 0) + 1 });
    void queries.invalidateQueries({ queryKey: ['users'] });
    void queries.invalidateQueries({ queryKey: ['formal-authorizations'] });
    void queries.invalidateQueries({ queryKey: ['desk'] });
    if (edit !== undefined) leave();
  };
  return (
    <UserFrame
      user={user}
      section="authorization"
      acts={
        mayGive &&
        edit === undefined && (
          <Link to="/users/$id/authorization" params={{ id: user.id }} search={{ edit: 'new' }} className={looks.main}>
            <Icon name="plus" />
            {t.add}
          </Link>
        )
      }
    >
      {outcome && <Note key={outcome.turn} tone="ok" title={t.done[outcome.kind]} takeFocus />}
      {data.required && !data.authorized && user.state === 'not-authorized' && (
        <Note tone="warn" title={t.keptOut}>
          <p>{t.keptOutText}</p>
        </Note>
      )}
      {isOwn && <Note title={t.own} />}
      {isAbove && <Note title={t.above} />}
      <div className="v-stack">
        {(isNew || corrected) && (
          <AuthorizationForm
            key={corrected?.id ?? 'new'}
            userId={user.id}
            row={corrected}
            onSaved={() => done(corrected ? 'changed' : 'given')}
            onReread={() => void queries.invalidateQueries({ queryKey: ['users'] })}
            onCancel={leave}
          />
        )}
        <p>{data.required ? t.required : t.notRequired}</p>
        {data.items.length === 0 && (
          <Card title={t.title}>
            <p>{t.none}</p>
          </Card>
        )}
        {data.items.map((one) => (
          <OneAct key={one.id} row={one} mayModify={mayModify && edit === undefined} userId={user.id} onEnded={() => done('ended')} />
        ))}
      </div>
    </UserFrame>
  );
}

/** How each state of an authorization looks. */
const marks: Readonly<Record<Authorization['state'], Mark>> = {
  'in-force': 'ok',
  ending: 'warn',
  'to-begin': 'open',
  over: 'quiet',
  ended: 'quiet',
};

function OneAct({
  row,
  mayModify,
  userId,
  onEnded,
}: {
  readonly row: Authorization;
  readonly mayModify: boolean;
  readonly userId: string;
  readonly onEnded: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const navigate = route.useNavigate();
  const [asked, setAsked] = useState(false);
  const what = `${acts[row.act][language]} ${t.ofDay(row.number, format.day(row.actDate))}`;
  const days = row.to === null ? t.fromOn(format.day(row.from)) : t.fromTo(format.day(row.from), format.day(row.to));
  return (
    <Card
      title={what}
      name={`${what}, ${days}`}
      act={
        mayModify &&
        row.endedOn === null && (
          <Menu face={`${looks.quiet} v-button--small`} label={<Icon name="more" />} name={t.acts(what)} bare>
            {(close) => (
              <>
                <MenuAct close={close} onAct={() => void navigate({ params: { id: userId }, search: { edit: 'row', row: row.id } })}>
                  {t.correct}
                </MenuAct>
                <MenuAct close={close} onAct={() => setAsked(true)}>
                  {t.end}
                </MenuAct>
              </>
            )}
          </Menu>
        )
      }
    >
      <p>
        <State mark={marks[row.state]}>{stateWords[row.state][language]}</State>
      </p>
      <Facts>
        <Fact label={t.days}>
          {days}
          {row.endedOn !== null && `, ${t.endedOn(format.day(row.endedOn))}`}
        </Fact>
        <Fact label={t.signer}>{row.signer}</Fact>
        <Fact label={t.purpose}>{row.purpose}</Fact>
        {row.note !== null && <Fact label={t.note}>{row.note}</Fact>}
        {row.endReason !== null && <Fact label={t.why}>{row.endReason}</Fact>}
      </Facts>
      {asked && (
        <EndDialog
          row={row}
          what={what}
          onEnded={() => {
            setAsked(false);
            onEnded();
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </Card>
  );
}
