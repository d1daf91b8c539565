import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AuthorizationRequirement } from '@varco/shared/formal-authorizations/api';
import { useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import type { Fault } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { messages } from './messages.ts';
import { changeRequirement, requirementQuery } from './queries.ts';

/** Whether only people with an authorization enter, and whom that keeps out, before it is chosen (requirements R4.31). */
export default function RequirementPage() {
  const all = useTexts(messages);
  const t = all.requirement;
  const me = useMe();
  const format = useFormat();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const { data } = useSuspenseQuery(requirementQuery);
  const [asked, setAsked] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [done, setDone] = useState(false);
  const take = (next: AuthorizationRequirement) => queries.setQueryData(requirementQuery.queryKey, next);
  const saving = useMutation({
    mutationFn: () => changeRequirement({ required: !data.required, keptOut: data.keptOut.count }),
    onSuccess: (next) => {
      take(next);
      setAsked(false);
      setDone(true);
      void queries.invalidateQueries({ queryKey: ['formal-authorizations', 'list'] });
      void queries.invalidateQueries({ queryKey: ['users'] });
    },
    onError: (error) => {
      if (isRefusal(error, 'formal-authorizations.not-confirmed')) take(error.problem.current as AuthorizationRequirement);
      setFaults(faultsOf(error));
    },
  });
  const mayChange = mayDo(me, 'modify', 'settings');
  const cannot = data.required ? undefined : !data.oneselfIn ? t.oneselfOut : data.administratorsLeft === 0 ? t.none : undefined;
  const count = format.number(data.keptOut.count);
  return (
    <Page
      title={t.title}
      area={all.title}
      path={<Link to="/authorizations">{all.title}</Link>}
      facts={<p>{data.required ? t.on : t.off}</p>}
      acts={
        mayChange &&
        cannot === undefined && (
          <Button
            look="main"
            onClick={() => {
              setFaults([]);
              setDone(false);
              setAsked(true);
            }}
          >
            {data.required ? t.cease : t.require}
          </Button>
        )
      }
    >
      {done && <Note tone="ok" title={data.required ? t.doneOn : t.doneOff} takeFocus />}
      {mayChange && cannot !== undefined && <Note tone="warn" title={cannot} />}
      <div className="v-stack">
        <Card title={t.now}>
          <p>{(data.required ? t.keptOutOn : t.keptOutOff)(data.keptOut.count, count)}</p>
          <p>{t.administrators(data.administratorsLeft, format.number(data.administratorsLeft))}</p>
        </Card>
        {data.keptOut.count > 0 && (
          <Card title={data.required ? t.who : t.whoWould}>
            <People data={data} linked={mayDo(me, 'search', 'formal-authorizations') && mayDo(me, 'search', 'users')} />
            {data.required && mayDo(me, 'search', 'users') && (
              <p className="v-card__foot">
                <Link to="/users" search={{ state: 'not-authorized' }}>
                  {t.whole}
                </Link>
              </p>
            )}
          </Card>
        )}
      </div>
      {asked && (
        <Confirm
          title={data.required ? t.ceaseTitle : t.requireTitle}
          act={data.required ? t.ceaseAct : t.requireAct}
          look={data.required ? 'main' : 'danger'}
          busy={saving.isPending}
          faults={faults}
          onConfirm={() => saving.mutate()}
          onCancel={() => setAsked(false)}
        >
          <p>{data.required ? t.ceaseText : t.requireText}</p>
          {!data.required && <p>{t.keptOutOff(data.keptOut.count, count)}</p>}
        </Confirm>
      )}
    </Page>
  );
}

function People({ data: { keptOut }, linked }: { readonly data: AuthorizationRequirement; readonly linked: boolean }) {
  const t = useTexts(messages).requirement;
  const format = useFormat();
  const more = keptOut.count - keptOut.first.length;
  return (
    <ul>
      {keptOut.first.map(({ id, name }) => (
        <li key={id}>
          {linked ? (
            <Link to="/users/$id/authorization" params={{ id }}>
              {name}
            </Link>
          ) : (
            name
          )}
        </li>
      ))}
      {more > 0 && <li>{t.more(format.number(more))}</li>}
    </ul>
  );
}
