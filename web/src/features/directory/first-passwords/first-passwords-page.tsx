import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Handout, HandoutPage } from '@varco/shared/first-passwords/api';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/card.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { HandoutMark } from './marks.tsx';
import { messages } from './messages.ts';
import { PrepareDialog } from './prepare-dialog.tsx';
import { handoutsQuery } from './queries.ts';

const route = getRouteApi('/users/first-passwords');

/** First passwords being prepared and ready to be downloaded, the newest first. */
export default function FirstPasswordsPage() {
  const t = useTexts(messages);
  const mayModify = mayDo(useMe(), 'modify', 'users');
  const { after, import: imported } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(handoutsQuery(after));
  const [asking, setAsking] = useState(false);
  const isEmpty = data?.items.length === 0 && after === undefined;
  const prepare = mayModify && (
    <Button look="main" onClick={() => setAsking(true)}>
      {t.prepareNever}
    </Button>
  );
  return (
    <Page title={t.title} area={t.users} path={<Link to="/users">{t.users}</Link>} facts={<p>{t.facts}</p>} acts={!isEmpty && prepare}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {isEmpty && (
        <Empty
          title={t.empty}
          acts={
            <>
              {prepare}
              <Link to="/users" search={{ state: 'never-signed-in' }} className={looks.plain}>
                {t.chooseUsers}
              </Link>
            </>
          }
        >
          <p>{t.emptyText}</p>
        </Empty>
      )}
      {data && !isEmpty && <Handouts page={data} first={after === undefined} />}
      {mayModify && imported !== undefined && (
        <PrepareDialog audience={{ import: imported }} onClose={() => void navigate({ search: {}, replace: true })} />
      )}
      {asking && <PrepareDialog audience={{ matching: { state: 'never-signed-in' } }} onClose={() => setAsking(false)} />}
    </Page>
  );
}

function Handouts({ page, first }: { readonly page: HandoutPage; readonly first: boolean }) {
  const t = useTexts(messages);
  return (
    <div className="v-list">
      <Table
        caption={t.listCaption}
        columns={[
          { key: 'asked', label: t.asked },
          { key: 'by', label: t.askedBy },
          { key: 'state', label: t.state },
          { key: 'made', label: t.made, numeric: true },
          { key: 'skipped', label: t.skipped, numeric: true },
          { key: 'ready', label: t.toDownload },
        ]}
      >
        {page.items.map((handout) => (
          <Line key={handout.id} handout={handout} />
        ))}
      </Table>
      {(!first || page.next !== null) && (
        <nav className="v-pager" aria-label={t.pages}>
          <div className="v-pager__ways">
            {!first && (
              <Link to="/users/first-passwords" search={{}} className={looks.plain}>
                {t.newest}
              </Link>
            )}
            {page.next !== null && (
              <Link to="/users/first-passwords" search={{ after: page.next }} className={looks.plain}>
                {t.older}
              </Link>
            )}
          </div>
        </nav>
      )}
    </div>
  );
}

function Line({ handout }: { readonly handout: Handout }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <Row>
      <FirstCell>
        <Link to="/users/first-passwords/$id" params={{ id: handout.id }} className="v-table__link">
          {format.moment(handout.askedAt)}
        </Link>
      </FirstCell>
      <Cell label={t.askedBy}>{handout.askedBy ?? t.terminal}</Cell>
      <Cell label={t.state}>
        <HandoutMark state={handout.state} />
      </Cell>
      <Cell label={t.made} numeric>
        {format.number(handout.made)}
      </Cell>
      <Cell label={t.skipped} numeric>
        {format.number(handout.skipped)}
      </Cell>
      <Cell label={t.toDownload}>
        {handout.ready === 0 || handout.expiresAt === null
          ? t.nothingToDownload
          : t.partsUntil(handout.ready, format.number(handout.ready), format.moment(handout.expiresAt))}
      </Cell>
    </Row>
  );
}
