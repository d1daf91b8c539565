import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from './messages.ts';
import { skippedQuery } from './queries.ts';

/** Who got no password and why, page by page. */
export function SkippedCard({ id, skipped, isOver }: { readonly id: string; readonly skipped: number; readonly isOver: boolean }) {
  const all = useTexts(messages);
  const t = all.one;
  const [after, setAfter] = useState<string>();
  const { data, error, refetch } = useQuery({ ...skippedQuery(id, skipped, after), enabled: skipped > 0 });
  if (skipped === 0) return isOver ? <p>{t.nobodySkipped}</p> : null;
  return (
    <Card title={t.skippedTitle}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && (
        <div className="v-list">
          <Table
            caption={t.skippedCaption}
            columns={[
              { key: 'person', label: t.person },
              { key: 'why', label: t.why },
            ]}
          >
            {data.items.map((one) => (
              <Row key={one.id}>
                <FirstCell>
                  <Link to="/users/$id" params={{ id: one.id }} className="v-table__link">
                    {one.name}
                  </Link>
                  <span className="v-table__second">{one.username}</span>
                </FirstCell>
                <Cell label={t.why}>{all.reasons[one.reason]}</Cell>
              </Row>
            ))}
          </Table>
          {(after !== undefined || data.next !== null) && (
            <nav className="v-pager" aria-label={all.pages}>
              <div className="v-pager__ways">
                {after !== undefined && <Button onClick={() => setAfter(undefined)}>{t.firstOnes}</Button>}
                {data.next !== null && <Button onClick={() => setAfter(data.next ?? undefined)}>{t.nextOnes}</Button>}
              </div>
            </nav>
          )}
        </div>
      )}
    </Card>
  );
}
