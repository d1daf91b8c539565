import { Link } from '@tanstack/react-router';
import type { Assignment, UserRights } from '@varco/shared/authorization/api';
import { lapseOf, phaseOf } from '@varco/shared/authorization/standing';
import type { ReactNode } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { State } from '../../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.tsx';
import { changeAssignment, withdrawRole } from './queries.ts';
import { RoleLink } from './role-link.tsx';
import { RowActs } from './row-acts.tsx';

interface TableOf {
  readonly userId: string;
  readonly rights: UserRights;
  readonly mayModify: boolean;
  readonly onDone: (outcome: Outcome) => void;
}

/** Which roles the user has, had or will have, where, and why one gives nothing today (requirements R2.13). */
export function RolesCard({
  adding,
  editing,
  ...properties
}: TableOf & {
  /** The form for a new role is open: there is no second way to it. */
  readonly adding: boolean;
  /** A form is open: its own button is the main one. */
  readonly editing: boolean;
}) {
  const { userId, rights, mayModify } = properties;
  const t = useTexts(messages);
  const today = useFormat().today();
  const past = rights.assignments.filter((assignment) => phaseOf(assignment, today) === 'over');
  const others = rights.assignments.filter((assignment) => phaseOf(assignment, today) !== 'over');
  return (
    <Card
      title={t.roles}
      act={
        mayModify &&
        !adding && (
          <Link
            to="/users/$id/roles"
            params={{ id: userId }}
            search={{ edit: 'role' }}
            className={`${editing ? looks.plain : looks.main} v-button--small`}
          >
            {t.addRole}
          </Link>
        )
      }
    >
      {others.length > 0 && <RoleTable {...properties} rows={others} caption={t.roles} />}
      {others.length === 0 && <p>{emptiness()}</p>}
      {past.length > 0 && (
        <details className="v-folded">
          <summary>{t.past(past.length)}</summary>
          <RoleTable {...properties} rows={past} caption={t.pastRoles} />
        </details>
      )}
    </Card>
  );

  function emptiness(): ReactNode {
    if (past.length > 0) return t.noRolesNow;
    return rights.administers === 'nothing' ? `${t.noRoles} ${t.noRolesNext}` : t.noRoles;
  }
}

function RoleTable({
  userId,
  rights,
  rows,
  caption,
  mayModify,
  onDone,
}: TableOf & { readonly rows: readonly Assignment[]; readonly caption: string }) {
  const t = useTexts(messages);
  const format = useFormat();
  const columns = [
    { key: 'role', label: t.role },
    { key: 'unit', label: t.unit },
    { key: 'from', label: t.from },
    { key: 'to', label: t.to },
    { key: 'state', label: t.state },
    ...(mayModify ? [{ key: 'acts', label: t.acts }] : []),
  ];
  return (
    <div className="v-list">
      <Table caption={caption} columns={columns}>
        {rows.map((row) => (
          <Row key={row.id}>
            <FirstCell>
              <RoleLink role={row.role} />
              {row.isDefault && <span className="v-table__second">{t.proposed}</span>}
            </FirstCell>
            <Cell label={t.unit}>
              {row.unit?.name ?? t.everywhere}
              {row.department && <span className="v-table__second">{row.department.name}</span>}
            </Cell>
            <Cell label={t.from}>
              <span className="v-table__moment">{format.day(row.from)}</span>
            </Cell>
            <Cell label={t.to}>{row.to === null ? t.noEnd : <span className="v-table__moment">{format.day(row.to)}</span>}</Cell>
            <Cell label={t.state}>
              <RoleState row={row} rights={rights} />
            </Cell>
            {mayModify && (
              <Cell label={t.acts}>
                <RowActs
                  userId={userId}
                  kind="role"
                  row={row}
                  what={t.theRole(row.role.name, row.unit?.name)}
                  onEnd={(to) => changeAssignment(userId, row.id, { from: row.from, to, isDefault: row.isDefault })}
                  onRemove={() => withdrawRole(userId, row.id)}
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

function RoleState({ row, rights }: { readonly row: Assignment; readonly rights: UserRights }) {
  const t = useTexts(messages);
  const format = useFormat();
  const lapse = lapseOf(row, rights, format.today());
  if (lapse === undefined) return <State mark="ok">{t.holds}</State>;
  if (lapse === 'not-yet') return <State mark="open">{t.starts(format.distance(row.from))}</State>;
  return <State mark={lapse === 'over' ? 'quiet' : 'warn'}>{t.lapses[lapse]}</State>;
}
