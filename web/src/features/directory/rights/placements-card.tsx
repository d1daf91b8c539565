import { Link } from '@tanstack/react-router';
import type { UserRights } from '@varco/shared/authorization/api';
import { phaseOf } from '@varco/shared/authorization/standing';
import type { Placement } from '@varco/shared/structure/api';
import type { ReactNode } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { State } from '../../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.tsx';
import { changePlacement, removePlacement } from './queries.ts';
import { RowActs } from './row-acts.tsx';

/** In which units the user is placed, was or will be; what is over folds away (requirements R2.45). */
export function PlacementsCard({
  userId,
  rights,
  mayAdd,
  mayModify,
  onDone,
}: {
  readonly userId: string;
  readonly rights: UserRights;
  readonly mayAdd: boolean;
  readonly mayModify: boolean;
  readonly onDone: (outcome: Outcome) => void;
}) {
  const t = useTexts(messages);
  const today = useFormat().today();
  const { placed, placements } = rights;
  const past = placements.filter((placement) => phaseOf(placement, today) === 'over');
  const others = placements.filter((placement) => phaseOf(placement, today) !== 'over');
  const table = (rows: readonly Placement[], caption: string) => (
    <PlacementTable userId={userId} rows={rows} caption={caption} mayModify={mayModify} onDone={onDone} />
  );
  return (
    <Card
      title={t.placements}
      act={
        mayAdd &&
        placed && (
          <Link to="/users/$id/roles" params={{ id: userId }} search={{ edit: 'placement' }} className={`${looks.plain} v-button--small`}>
            {t.addPlacement}
          </Link>
        )
      }
    >
      {others.length > 0 && table(others, t.placements)}
      {others.length === 0 && <p>{emptiness()}</p>}
      {past.length > 0 && (
        <details className="v-folded">
          <summary>{t.past(past.length)}</summary>
          {table(past, t.pastPlacements)}
        </details>
      )}
    </Card>
  );

  function emptiness(): ReactNode {
    if (!placed) return t.unplacedPlacements;
    if (past.length > 0) return t.noPlacementsNow;
    return mayAdd ? `${t.noPlacements} ${t.noPlacementsNext}` : t.noPlacements;
  }
}

function PlacementTable({
  userId,
  rows,
  caption,
  mayModify,
  onDone,
}: {
  readonly userId: string;
  readonly rows: readonly Placement[];
  readonly caption: string;
  readonly mayModify: boolean;
  readonly onDone: (outcome: Outcome) => void;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const columns = [
    { key: 'unit', label: t.unit },
    { key: 'from', label: t.from },
    { key: 'to', label: t.to },
    { key: 'qualification', label: t.qualification },
    { key: 'state', label: t.state },
    ...(mayModify ? [{ key: 'acts', label: t.acts }] : []),
  ];
  return (
    <div className="v-list">
      <Table caption={caption} columns={columns}>
        {rows.map((row) => (
          <Row key={row.id}>
            <FirstCell>
              {row.unit.name}
              <span className="v-table__second">{row.department.name}</span>
            </FirstCell>
            <Cell label={t.from}>
              <span className="v-table__moment">{format.day(row.from)}</span>
            </Cell>
            <Cell label={t.to}>{row.to === null ? t.noEnd : <span className="v-table__moment">{format.day(row.to)}</span>}</Cell>
            <Cell label={t.qualification}>{row.qualification}</Cell>
            <Cell label={t.state}>
              <PlacementState row={row} />
            </Cell>
            {mayModify && (
              <Cell label={t.acts}>
                <RowActs
                  userId={userId}
                  kind="placement"
                  row={row}
                  what={t.thePlacement(row.unit.name)}
                  onEnd={(to) => changePlacement(userId, row.id, { from: row.from, to, qualification: row.qualification })}
                  onRemove={() => removePlacement(userId, row.id)}
                  onDone={onDone}
                />
              </Cell>
            )}
          </Row>
        ))}
      </Table>
    </div>
  );
}

function PlacementState({ row }: { readonly row: Placement }) {
  const t = useTexts(messages);
  const format = useFormat();
  const phase = phaseOf(row, format.today());
  if (phase === 'over') return <State mark="quiet">{t.ended}</State>;
  if (phase === 'not-yet') return <State mark="open">{t.starts(format.distance(row.from))}</State>;
  return row.unit.active ? <State mark="ok">{t.current}</State> : <State mark="warn">{t.unitOff}</State>;
}
