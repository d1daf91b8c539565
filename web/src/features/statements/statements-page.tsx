import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { languages } from '@varco/shared/language';
import type { Statement, StatementName } from '@varco/shared/statements/api';
import { useState } from 'react';
import { mayDo, useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { words } from '../../ui/words.ts';
import { statementNames } from './address.ts';
import { ChangeText } from './change-text.tsx';
import { excerpt, type Piece } from './excerpt.ts';
import { messages } from './messages.ts';
import { statementQuery } from './queries.ts';

const route = getRouteApi('/settings/statements');
const linesShown = 6;

/** The texts that every page's foot links, as people read them now, and the way to word them anew. */
export default function StatementsPage() {
  const t = useTexts(messages);
  const me = useMe();
  const { edit } = route.useSearch();
  const [saved, setSaved] = useState<StatementName>();
  // What was told of the last save ends where the next change begins.
  const [seenEdit, setSeenEdit] = useState(edit);
  if (edit !== seenEdit) {
    setSeenEdit(edit);
    if (edit !== undefined) setSaved(undefined);
  }
  const mayModify = mayDo(me, 'modify', 'settings');
  return (
    <Page title={t.title} facts={<p>{t.facts}</p>}>
      {saved && (
        <Note key={saved} tone="ok" title={`${t.saved}: ${t.names[saved]}`} takeFocus>
          <p>{t.savedText}</p>
        </Note>
      )}
      <div className="v-cards">
        {statementNames.map((name) => (
          <StatementCard key={name} name={name} mayModify={mayModify} editing={mayModify && edit === name} onSaved={() => setSaved(name)} />
        ))}
      </div>
    </Page>
  );
}

/** One text: read, or as a form at the same place. */
function StatementCard({
  name,
  mayModify,
  editing,
  onSaved,
}: {
  readonly name: StatementName;
  readonly mayModify: boolean;
  readonly editing: boolean;
  readonly onSaved: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data: statement, error, refetch } = useQuery(statementQuery(name));
  const title = t.names[name];
  const close = () => void navigate({ search: {}, replace: true, resetScroll: false });
  if (statement && editing) {
    return (
      <ChangeText
        name={name}
        statement={statement}
        onSaved={(next) => {
          queries.setQueryData(statementQuery(name).queryKey, next);
          onSaved();
          close();
        }}
        onOvertaken={(now) => queries.setQueryData(statementQuery(name).queryKey, now)}
        onCancel={close}
      />
    );
  }
  return (
    <Card
      title={title}
      act={
        mayModify &&
        statement && (
          <Link
            to="/settings/statements"
            search={{ edit: name }}
            className={`${looks.plain} v-button--small`}
            aria-label={t.editOf(title)}
            resetScroll={false}
          >
            {shared.edit}
          </Link>
        )
      }
    >
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {statement && <InForce statement={statement} />}
      <p className="v-card__foot">
        <a href={`/${name}`} aria-label={t.openOf(title)}>
          {t.open}
        </a>
      </p>
    </Card>
  );
}

/** How a text begins in each language, and whose it is. */
function InForce({ statement }: { readonly statement: Statement }) {
  const t = useTexts(messages);
  const { organization } = useMe();
  return (
    <div className="v-stack">
      {languages.map((language) => {
        const { text, own } = statement[language];
        const { pieces, more } = excerpt(text, organization.name, linesShown);
        return (
          <section key={language} className="v-prose">
            <div>
              <h3>{t.languages[language]}</h3>
              <p className="v-second">{own ? t.own : t.product}</p>
            </div>
            <div className="v-prose" lang={language}>
              {pieces.map((piece) => (
                <Shown key={piece.lines[0]?.place} piece={piece} />
              ))}
            </div>
            {more && <p className="v-second">{t.more}</p>}
          </section>
        );
      })}
    </div>
  );
}

function Shown({ piece: { kind, lines } }: { readonly piece: Piece }) {
  if (kind === 'list') {
    return (
      <ul>
        {lines.map(({ place, text }) => (
          <li key={place}>{text}</li>
        ))}
      </ul>
    );
  }
  const text = lines.map((line) => line.text).join(' ');
  return <p>{kind === 'heading' ? <strong>{text}</strong> : text}</p>;
}
