import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { phaseOf } from '@varco/shared/authorization/standing';
import type { UserGroups } from '@varco/shared/groups/api';
import { groupKindNames, groupLapseNames, throughGroups } from '@varco/shared/groups/words';
import { call } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { texts, useLanguage, useTexts } from '../../../core/texts.ts';
import { Card } from '../../../ui/card.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { State } from '../../../ui/state.tsx';

const messages = texts({
  it: {
    title: 'Gruppi',
    all: 'Tutti i gruppi',
    none: 'Non è in nessun gruppo. Si aggiunge dalla pagina del gruppo.',
    days: (from: string, to: string | null) => (to === null ? `dal ${from}` : `dal ${from} al ${to}`),
    over: 'finito',
    notYet: 'non ancora',
    off: 'gruppo non attivo',
    indirect: 'Attraverso altri gruppi',
    through: (group: string) => `perché è in ${group}`,
    heads: 'Ne è responsabile',
    roles: 'Ruoli che ne vengono',
    from: (role: string, path: string) => `${role}, da ${path}`,
  },
  en: {
    title: 'Groups',
    all: 'All the groups',
    none: 'They are in no group. People are added from the page of the group.',
    days: (from: string, to: string | null) => (to === null ? `from ${from}` : `from ${from} to ${to}`),
    over: 'over',
    notYet: 'not yet',
    off: 'group switched off',
    indirect: 'Through other groups',
    through: (group: string) => `because they are in ${group}`,
    heads: 'They are its head',
    roles: 'Roles that come from them',
    from: (role: string, path: string) => `${role}, from ${path}`,
  },
});

/** The groups of a user: into which he was put with the days, in which he is through others, and the roles that come of it (requirements R1.31). */
export function GroupsCard({ userId }: { readonly userId: string }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['users', 'groups', userId],
    queryFn: () => call<UserGroups>(`/api/users/${encodeURIComponent(userId)}/groups`),
  });
  return (
    <Card title={t.title}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && data.direct.length + data.heads.length + data.roles.length === 0 && <p>{t.none}</p>}
      {data && data.direct.length > 0 && (
        <ul className="v-reasons">
          {data.direct.map((row) => (
            <li key={row.id}>
              <DirectRow row={row} />
            </li>
          ))}
        </ul>
      )}
      {data && data.indirect.length > 0 && (
        <>
          <h3>{t.indirect}</h3>
          <ul className="v-reasons">
            {data.indirect.map((row) => (
              <li key={`${row.group.id} ${row.through.id} ${row.from}`}>
                <GroupLink group={row.group} />
                <span className="v-table__second">{t.through(nameIn(language, row.through))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {data && data.heads.length > 0 && (
        <>
          <h3>{t.heads}</h3>
          <ul className="v-reasons">
            {data.heads.map((group) => (
              <li key={group.id}>
                <GroupLink group={group} />
              </li>
            ))}
          </ul>
        </>
      )}
      {data && data.roles.length > 0 && (
        <>
          <h3>{t.roles}</h3>
          <ul className="v-reasons">
            {data.roles.map((row) => (
              <li key={`${row.id} ${row.through.path.map(({ id }) => id).join()} ${row.through.from}`}>
                <State mark={row.because === null ? 'ok' : 'quiet'}>
                  {t.from(nameIn(language, row.role), throughGroups(language, row.through.path))}
                  {row.because !== null && <span className="v-table__second">{groupLapseNames[language][row.because]}</span>}
                </State>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="v-card__foot">
        <Link to="/groups">{t.all}</Link>
      </p>
    </Card>
  );
}

type OfUser = UserGroups['heads'][number];

function GroupLink({ group }: { readonly group: OfUser }) {
  const language = useLanguage();
  return (
    <Link to="/groups/$id" params={{ id: group.id }} className="v-table__link">
      {nameIn(language, group)}
    </Link>
  );
}

function DirectRow({ row: { group, from, to } }: { readonly row: UserGroups['direct'][number] }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const phase = phaseOf({ from, to }, format.today());
  const lapse = { over: t.over, 'not-yet': t.notYet, current: group.active ? undefined : t.off }[phase];
  return (
    <State mark={lapse === undefined ? 'ok' : 'quiet'}>
      <GroupLink group={group} />
      <span className="v-table__second">
        {[
          groupKindNames[language][group.kind].one,
          t.days(format.day(from), to === null ? null : format.day(to)),
          ...(lapse === undefined ? [] : [lapse]),
        ].join(', ')}
      </span>
    </State>
  );
}
