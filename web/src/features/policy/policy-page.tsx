import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Policy, RuleInForce } from '@varco/shared/policy/api';
import { policyValue, profileTexts, ruleGroups, ruleTexts } from '@varco/shared/policy/messages';
import { isEnforced } from '@varco/shared/policy/rules';
import { useEffect, useRef, useState } from 'react';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { HistoryCard } from '../../ui/history-card.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { ChangeRules } from './change-rules.tsx';
import { messages } from './messages.ts';
import { policyQuery } from './queries.ts';

const route = getRouteApi('/policy');

/** The rules in force with the origin of each value (requirements R1.23, R3.7), and the way to change them. */
export default function PolicyPage() {
  const t = useTexts(messages);
  const me = useMe();
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data: policy, error, refetch } = useQuery(policyQuery);
  const [saved, setSaved] = useState(false);
  const mayModify = mayDo(me, 'modify', 'policy');
  const editing = edit === 'yes' && mayModify;
  const editLink = useRef<HTMLAnchorElement>(null);
  const wasEditing = useRef(editing);
  useEffect(() => {
    if (wasEditing.current && !editing && !saved) editLink.current?.focus();
    wasEditing.current = editing;
  }, [editing, saved]);
  return (
    <Page
      title={t.title}
      facts={policy && <Facts policy={policy} />}
      acts={
        mayModify &&
        !editing && (
          <Link ref={editLink} to="/policy" search={{ edit: 'yes' }} className={looks.main} onClick={() => setSaved(false)}>
            {t.edit}
          </Link>
        )
      }
    >
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {saved && !editing && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{t.savedText}</p>
        </Note>
      )}
      {policy && policy.profileNews.length > 0 && <News policy={policy} />}
      {policy && !editing && (
        <div className="v-stack">
          <Rules policy={policy} />
          {mayDo(me, 'search', 'access-log') && <HistoryCard of={{ event: 'policy-changed' }} />}
        </div>
      )}
      {policy && editing && (
        <ChangeRules
          policy={policy}
          onSaved={(next) => {
            queries.setQueryData(policyQuery.queryKey, next);
            setSaved(true);
            void navigate({ search: {}, replace: true });
          }}
          onCancel={() => void navigate({ search: {}, replace: true })}
        />
      )}
    </Page>
  );
}

function Facts({ policy: { profile, profileSince, profileChosenBy, people } }: { readonly policy: Policy }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { name } = profileTexts[profile][useLanguage()];
  return (
    <p>
      {profileChosenBy === null ? t.profile(name) : t.profileChosen(name, profileChosenBy, format.longDate(profileSince))}{' '}
      {t.everybody(people, format.number(people))}
    </p>
  );
}

/** The profile has moved on since it was chosen: what it would change, and that nothing changes by itself. */
function News({ policy: { profile, profileNews } }: { readonly policy: Policy }) {
  const t = useTexts(messages);
  const language = useLanguage();
  return (
    <Note title={t.newsTitle(profileTexts[profile][language].name)}>
      <p>{t.newsText}</p>
      <ul className="v-note__list">
        {profileNews.map(({ rule, value }) => (
          <li key={rule}>{t.news(ruleTexts[rule][language].name, policyValue(language, rule, value))}</li>
        ))}
      </ul>
    </Note>
  );
}

function Rules({ policy }: { readonly policy: Policy }) {
  const t = useTexts(messages);
  const language = useLanguage();
  return (
    <div className="v-stack">
      {ruleGroups.map((group) => {
        const rules = policy.rules.filter(({ rule }) => isEnforced(rule) && group.rules.includes(rule));
        if (rules.length === 0) return null;
        const name = group.name[language];
        return (
          <section key={name} className="v-list">
            <h2 className="v-list__title">{name}</h2>
            <Table
              caption={name}
              rules
              columns={[
                { key: 'rule', label: t.rule },
                { key: 'here', label: t.here },
                { key: 'inForce', label: t.inForce },
                { key: 'origin', label: t.origin },
              ]}
            >
              {rules.map((rule) => (
                <Rule key={rule.rule} state={rule} />
              ))}
            </Table>
          </section>
        );
      })}
    </div>
  );
}

function Rule({ state }: { readonly state: RuleInForce }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const { name, explanation } = ruleTexts[state.rule][language];
  return (
    <Row>
      <FirstCell>
        <strong>{name}</strong>
        <span className="v-table__second">{explanation}</span>
      </FirstCell>
      <Cell label={t.here}>
        {state.here === null ? (
          <>
            <span aria-hidden="true">{t.notSet}</span>
            <span className="visually-hidden">{t.notSetAloud}</span>
          </>
        ) : (
          policyValue(language, state.rule, state.here)
        )}
      </Cell>
      <Cell label={t.inForce}>
        <strong>{policyValue(language, state.rule, state.inForce)}</strong>
        {state.breaks.length > 0 && <span className="v-table__second">{t.breaksNow}</span>}
        {state.breaks.map((standard) => (
          <span key={standard} className="v-table__second">
            {t.standards[standard].name}
          </span>
        ))}
      </Cell>
      <Cell label={t.origin}>
        {state.origin === 'profile' ? t.fromProfile : t.fromOrganization}
        {state.since !== null && state.changedBy !== null && (
          <span className="v-table__second">{t.setBy(state.changedBy, format.moment(state.since))}</span>
        )}
        {state.reason !== null && <span className="v-table__second">{t.why(state.reason)}</span>}
      </Cell>
    </Row>
  );
}
