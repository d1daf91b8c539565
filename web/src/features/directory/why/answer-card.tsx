import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ExplainedDecision } from '@varco/shared/authorization/api';
import { throughGroups } from '@varco/shared/groups/words';
import { licenceTexts } from '@varco/shared/identity/licences';
import { type ReactNode, useState } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { AreaField } from '../../../ui/field.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { State } from '../../../ui/state.tsx';
import { decisionQuery } from '../rights/queries.ts';
import { RoleLink } from '../rights/role-link.tsx';
import { useGrantWords } from './grant-words.ts';
import { messages } from './messages.ts';

/** Whether the user may do one thing: a sentence first, then everything that gives it and everything that does not. */
export function AnswerCard({
  userId,
  asked,
}: {
  readonly userId: string;
  readonly asked: { readonly function: string; readonly action: string; readonly unit?: string };
}) {
  const t = useTexts(messages);
  const { whatOf } = useGrantWords();
  const functions = useGrantWords().functions;
  const [about, setAbout] = useState('');
  const { data, error, refetch } = useQuery({ ...decisionQuery(userId, asked, about), placeholderData: keepPreviousData });
  const what = whatOf(asked.function, asked.action);
  return (
    <Card title={t.asked(what)}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && <Answer key={`${what} ${asked.unit ?? ''} ${about}`} userId={userId} what={what} decision={data} judged={about !== ''} />}
      {functions.find(asked.function)?.owner !== undefined && <Properties onTry={setAbout} />}
    </Card>
  );
}

/** What the application would say of what is worked on, for the conditions of roles. */
function Properties({ onTry }: { readonly onTry: (about: string) => void }) {
  const t = useTexts(messages);
  const [typed, setTyped] = useState('');
  return (
    <div className="v-stack">
      <AreaField name="about" label={t.about} hint={t.aboutHint} optional value={typed} onType={setTyped} rows={2} spellCheck={false} />
      <div>
        <Button onClick={() => onTry(typed.trim())}>{t.aboutAct}</Button>
      </div>
    </div>
  );
}

function Answer({
  userId,
  what,
  decision,
  judged,
}: {
  readonly userId: string;
  readonly what: string;
  readonly decision: ExplainedDecision;
  readonly judged: boolean;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { levelOf } = useGrantWords();
  const { allowed, visibility, lacking, licence, ways, failing } = decision;
  const unit = decision.unit?.name ?? null;
  const named = ways.map((way) => {
    if (way.by === 'administration') return t.asAdministration[way.of];
    return way.by === 'role' ? t.asRole(way.role.name) : t.asRoleOf(way.role.name, throughGroups(language, way.through.path));
  });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return (
    <div className="v-stack">
      {allowed && visibility !== null ? (
        <Note tone="ok" title={t.yes(what, levelOf(visibility), unit)} takeFocus>
          <p>{t.through(list.format([...new Set(named)]))}</p>
          {judged && <p>{t.judged}</p>}
          {!judged && ways.every((way) => way.by !== 'administration' && way.condition !== null) && <p>{t.conditional}</p>}
        </Note>
      ) : (
        <Note tone="warn" title={t.nope(what, unit)} takeFocus>
          {judged && <p>{t.judged}</p>}
          {lacking.map((need) => (
            <p key={need}>
              {need === 'licence' && licence
                ? t.licenceGap(licenceTexts[licence.has][language].name, licenceTexts[licence.needs][language].name)
                : t.lacking[need]}
            </p>
          ))}
          {ways.length === 0 && <p>{failing.length === 0 ? t.noRoles : t.noWay}</p>}
        </Note>
      )}
      {ways.length > 0 && (
        <section aria-label={t.ways}>
          <h3>{t.ways}</h3>
          <ul className="v-reasons">
            {ways.map((way) => (
              <li key={way.by === 'administration' ? way.of : keyOf(way)}>
                <State mark="ok">
                  {way.by === 'administration' ? (
                    t.administration[way.of]
                  ) : (
                    <RoleInWords given={way}>{t.upTo(levelOf(way.visibility))}</RoleInWords>
                  )}
                </State>
              </li>
            ))}
          </ul>
        </section>
      )}
      {failing.length > 0 && (
        <section aria-label={t.failing}>
          <h3>{t.failing}</h3>
          <ul className="v-reasons">
            {failing.map((row) => (
              <li key={keyOf(row)}>
                <State mark="quiet">
                  <RoleInWords given={row}>{t.because[row.because]}</RoleInWords>
                </State>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <Link to="/users/$id/roles" params={{ id: userId }}>
          {t.itsRows}
        </Link>
      </p>
    </div>
  );
}

/** A role somebody has: which, where, from when to when, and then the point. */
function RoleInWords({
  given,
  children,
}: {
  readonly given: ExplainedDecision['failing'][number] | RoleWay;
  readonly children: ReactNode;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const through = throughOf(given);
  return (
    <>
      <RoleLink role={given.role} />: {children}
      <span className="v-table__second">
        {given.unit?.name ?? t.everywhere}, {t.since(format.day(given.from), given.to === null ? null : format.day(given.to))}
      </span>
      {given.condition !== null && (
        <span className="v-table__second">
          {t.onlyIf} <code>{given.condition}</code>
        </span>
      )}
      {'addresses' in given && given.addresses.length > 0 && (
        <span className="v-table__second">{t.onlyFrom(given.addresses.join(', '))}</span>
      )}
      {through && (
        <span className="v-table__second">
          {t.byGroup(throughGroups(language, through.path))}:{' '}
          {t.memberSince(format.day(through.from), through.to === null ? null : format.day(through.to))}
        </span>
      )}
    </>
  );
}

type RoleWay = Extract<ExplainedDecision['ways'][number], { by: 'role' | 'group' }>;

/** The groups through which a role comes, if it does. */
const throughOf = (given: ExplainedDecision['failing'][number] | RoleWay) => ('through' in given ? given.through : null);

const keyOf = (given: ExplainedDecision['failing'][number] | RoleWay): string => {
  const through = throughOf(given);
  const path = through ? `${through.path.map(({ id }) => id).join()} ${through.from}` : '';
  return `${given.role.id} ${given.unit?.id ?? ''} ${given.from} ${path}`;
};
