import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { OwnAccess } from '@varco/shared/access-log/api';
import { useState } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/card.tsx';
import { LogOutcome, useLogWords } from '../../../ui/log-outcome.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { ExportPanel } from '../export-panel.tsx';
import { ownAccessesQuery } from '../queries.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/me/accesses');

/** One's own lines of the log, to recognize what one did not do (requirements R5.13). */
export default function OwnAccessesPage() {
  const t = useTexts(messages);
  const { after } = route.useSearch();
  const [exporting, setExporting] = useState(false);
  const { data, error, refetch, isPlaceholderData } = useQuery(ownAccessesQuery(after));
  return (
    <Page
      title={t.title}
      path={<Link to="/me">{t.profile}</Link>}
      facts={<p>{t.facts}</p>}
      acts={!exporting && <Button onClick={() => setExporting(true)}>{t.exportCsv}</Button>}
    >
      {exporting && <ExportPanel title={t.exportCsv} path="/api/me/accesses/exports" address={{}} onClose={() => setExporting(false)} />}
      <Note title={t.notYou}>
        <p>
          {t.notYouText} <Link to="/me/password">{t.changePassword}</Link>
        </p>
      </Note>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Empty title={t.nothing}>
          <p>{t.nothingText}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <div className="v-list" aria-busy={isPlaceholderData}>
          <Table
            caption={t.title}
            columns={[
              { key: 'at', label: t.at },
              { key: 'what', label: t.what },
              { key: 'where', label: t.where },
              { key: 'exit', label: t.exit },
            ]}
          >
            {data.items.map((access) => (
              <Line key={access.id} access={access} />
            ))}
          </Table>
          {(after !== undefined || data.next !== null) && (
            <p className="v-ways-on">
              {after !== undefined && (
                <Link to="/me/accesses" search={{}} className={looks.plain}>
                  {t.newest}
                </Link>
              )}
              {data.next !== null && (
                <Link to="/me/accesses" search={{ after: data.next }} className={looks.plain}>
                  {t.older}
                </Link>
              )}
            </p>
          )}
        </div>
      )}
    </Page>
  );
}

function Line({ access }: { readonly access: OwnAccess }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <Row>
      <FirstCell>
        <span className="v-table__moment">{format.moment(access.at)}</span>
        {access.current && <span className="v-table__second">{t.current}</span>}
      </FirstCell>
      <Cell label={t.what}>
        <LogOutcome entry={access} />
        {access.byAnother && <span className="v-table__second">{t.byAnother}</span>}
      </Cell>
      <Cell label={t.where}>
        {access.address ?? t.unknownPlace}
        {access.browser !== null && <span className="v-table__second">{access.browser}</span>}
      </Cell>
      <Cell label={t.exit}>
        <Exit access={access} />
      </Cell>
    </Row>
  );
}

function Exit({ access: { event, signedOut } }: { readonly access: OwnAccess }) {
  const t = useTexts(messages);
  const log = useLogWords();
  const format = useFormat();
  if (event !== 'signed-in') return null;
  if (signedOut === null) return <span className="v-table__moment">{t.stillOpen}</span>;
  return (
    <>
      <span className="v-table__moment">{format.moment(signedOut.at)}</span>
      {signedOut.reason !== null && <span className="v-table__second">{log.reasons[signedOut.reason]}</span>}
    </>
  );
}
