import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Functions } from '@varco/shared/authorization/functions';
import { visibilityNames } from '@varco/shared/authorization/words';
import { functionsQuery } from '../../../core/functions.ts';
import { texts, useLanguage, useTexts } from '../../../core/texts.ts';
import { Card, Empty } from '../../../ui/card.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { State } from '../../../ui/state.tsx';
import { userQuery } from '../queries.ts';
import { overviewQuery } from '../rights/queries.ts';
import { UserFrame } from '../user/frame.tsx';

const route = getRouteApi('/users/$id/applications');

const messages = texts({
  it: {
    where: (unit: string) => `Quello che i suoi ruoli danno quando lavora per «${unit}».`,
    nowhere: 'Quello che i suoi ruoli danno. Non lavora per nessuna unità.',
    mayNotEnter: 'Oggi non può accedere',
    mayNotEnterText: 'Quello che segue varrà quando potrà di nuovo accedere.',
    none: "Nessuna applicazione registrata serve quest'ente",
    noneText: "Le applicazioni le registra chi amministra l'installazione.",
    off: 'Non attiva: per ora nessuno ci arriva',
    reaches: 'Ci arriva',
    reachesNot: 'Non ci arriva',
    nothing: 'Nessun ruolo dà qualcosa qui.',
    action: (action: string, level: string) => `${action}: ${level}`,
    why: 'Perché?',
    whyOf: (what: string) => `Perché? ${what}`,
  },
  en: {
    where: (unit: string) => `What their roles give when they work for "${unit}".`,
    nowhere: 'What their roles give. They work for no unit.',
    mayNotEnter: 'They cannot sign in today',
    mayNotEnterText: 'What follows holds when they can sign in again.',
    none: 'No registered application serves this organization',
    noneText: 'Applications are registered by who administers the installation.',
    off: 'Switched off: nobody reaches it for now',
    reaches: 'Within reach',
    reachesNot: 'Out of reach',
    nothing: 'No role gives anything here.',
    action: (action: string, level: string) => `${action}: ${level}`,
    why: 'Why?',
    whyOf: (what: string) => `Why? ${what}`,
  },
});

/** Which applications a user reaches where he works, and what he may do in them; changed in his roles (requirements R1.46). */
export default function UserApplicationsPage() {
  const t = useTexts(messages);
  const { id } = route.useParams();
  const language = useLanguage();
  const { data: user } = useSuspenseQuery(userQuery(id));
  const { data: registered } = useSuspenseQuery(functionsQuery);
  const { data: overview, error, refetch } = useQuery(overviewQuery(id, undefined));
  const functions = new Functions(language, registered.items);
  const levels = visibilityNames[language];
  return (
    <UserFrame user={user} section="applications">
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {overview && !overview.mayEnter && (
        <Note tone="warn" title={t.mayNotEnter}>
          <p>{t.mayNotEnterText}</p>
        </Note>
      )}
      {registered.items.length === 0 && (
        <Empty title={t.none}>
          <p>{t.noneText}</p>
        </Empty>
      )}
      {overview && registered.items.length > 0 && (
        <div className="v-stack">
          <p>{overview.unit === null ? t.nowhere : t.where(overview.unit.name)}</p>
          <div className="v-cards">
            {functions
              .grouped(registered.items.flatMap((one) => one.functions.map(({ name }) => name)))
              .flatMap(({ owner, names }) => (owner ? [{ owner, names }] : []))
              .map(({ owner, names }) => {
                const given = names.filter((name) => overview.grants[name] !== undefined);
                return (
                  <Card key={owner.code} title={owner.name}>
                    <p>
                      <State mark={given.length > 0 ? 'ok' : 'quiet'}>
                        {owner.active ? (given.length > 0 ? t.reaches : t.reachesNot) : t.off}
                      </State>
                    </p>
                    {owner.active && given.length === 0 && <p>{t.nothing}</p>}
                    <ul className="v-reasons">
                      {given.map((name) => (
                        <li key={name}>
                          {functions.label(name)}
                          <span className="v-table__second">
                            {functions
                              .actions(name)
                              .flatMap((action) => {
                                const level = overview.grants[name]?.[action];
                                return level === undefined ? [] : [t.action(functions.actionLabel(name, action), levels[level])];
                              })
                              .join(' · ')}
                          </span>
                          <Link
                            to="/users/$id/why"
                            params={{ id }}
                            search={{ function: name, action: Object.keys(overview.grants[name] ?? {})[0] ?? 'search' }}
                            aria-label={t.whyOf(functions.fullLabel(name))}
                          >
                            {t.why}
                          </Link>
                        </li>
                      ))}
                    </ul>
                  </Card>
                );
              })}
          </div>
        </div>
      )}
    </UserFrame>
  );
}
