import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Group, GroupRole } from '@varco/shared/groups/api';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { faultOf } from '../../../ui/form.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from '../messages.ts';
import { roleChoicesQuery } from '../queries.ts';
import { Phase, RowActs, type RowOutcome } from './row-acts.tsx';
import { RowDialog } from './row-dialog.tsx';

/** What the group carries, with the days, and what its members have besides from the groups under it (requirements R1.48, R1.50). */
export function RolesCard({ group, onDone }: { readonly group: Group; readonly onDone: (outcome: RowOutcome) => void }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const me = useMe();
  const [asked, setAsked] = useState<'new' | GroupRole>();
  const mayModify = mayDo(me, 'modify', 'roles');
  const said = (outcome: RowOutcome) => {
    setAsked(undefined);
    onDone(outcome);
  };
  return (
    <Card
      title={t.roles}
      act={
        mayModify &&
        !group.descriptive && (
          <Button small onClick={() => setAsked('new')}>
            {t.addRole}
          </Button>
        )
      }
    >
      {group.kind === 'security' && <p>{t.securityText}</p>}
      {group.ownRoles.length === 0 && <p>{group.descriptive ? t.noRolesDescriptive : t.noRoles}</p>}
      {group.ownRoles.length > 0 && (
        <RoleTable
          group={group}
          caption={t.roles}
          rows={group.ownRoles}
          acts={mayModify ? { onEdit: setAsked, onDone: said } : undefined}
        />
      )}
      {group.inherited.length > 0 && (
        <section className="v-groups__more" aria-label={t.inherited}>
          <h3>{t.inherited}</h3>
          <p>{group.descriptive ? t.noRolesDescriptive : t.inheritedText}</p>
          <RoleTable group={group} caption={t.inherited} rows={group.inherited} acts={undefined} />
        </section>
      )}
      {asked === 'new' && <NewRole group={group} onSaved={() => said('added')} onClose={() => setAsked(undefined)} />}
      {asked !== undefined && asked !== 'new' && (
        <RowDialog
          groupId={group.id}
          kind="roles"
          title={t.days.title(t.theRole(nameIn(language, asked.role)))}
          row={asked}
          onSaved={() => said('changed')}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Card>
  );
}

function RoleTable({
  group,
  caption,
  rows,
  acts,
}: {
  readonly group: Group;
  readonly caption: string;
  readonly rows: readonly (GroupRole & { readonly group?: Group['above'][number] })[];
  readonly acts: { readonly onEdit: (row: GroupRole) => void; readonly onDone: (outcome: RowOutcome) => void } | undefined;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const me = useMe();
  const isInherited = rows.some((row) => row.group !== undefined);
  return (
    <div className="v-list">
      <Table
        caption={caption}
        columns={[
          { key: 'role', label: t.role },
          ...(isInherited ? [{ key: 'through', label: t.throughColumn }] : []),
          { key: 'unit', label: t.unit },
          { key: 'from', label: t.from },
          { key: 'to', label: t.to },
          { key: 'state', label: t.state },
          ...(acts ? [{ key: 'acts', label: t.acts }] : []),
        ]}
      >
        {rows.map((row) => {
          const name = nameIn(language, row.role);
          return (
            <Row key={row.id}>
              <FirstCell>
                {mayDo(me, 'search', 'roles') ? (
                  <Link to="/roles/$id" params={{ id: row.role.id }} className="v-table__link">
                    {name}
                  </Link>
                ) : (
                  name
                )}
              </FirstCell>
              {isInherited && (
                <Cell label={t.throughColumn}>
                  {row.group && (
                    <Link to="/groups/$id" params={{ id: row.group.id }} className="v-table__link">
                      {nameIn(language, row.group)}
                    </Link>
                  )}
                </Cell>
              )}
              <Cell label={t.unit}>{row.unit ? nameIn(language, row.unit) : t.everywhere}</Cell>
              <Cell label={t.from}>
                <span className="v-table__moment">{format.day(row.from)}</span>
              </Cell>
              <Cell label={t.to}>{row.to === null ? t.noEnd : <span className="v-table__moment">{format.day(row.to)}</span>}</Cell>
              <Cell label={t.state}>
                <Phase row={row} lapse={row.role.active ? undefined : t.roleOff} />
              </Cell>
              {acts && (
                <Cell label={t.acts}>
                  <RowActs
                    groupId={group.id}
                    kind="roles"
                    row={row}
                    what={t.theRole(name)}
                    onEdit={() => acts.onEdit(row)}
                    onDone={acts.onDone}
                  />
                </Cell>
              )}
            </Row>
          );
        })}
      </Table>
    </div>
  );
}

function NewRole({ group, onSaved, onClose }: { readonly group: Group; readonly onSaved: () => void; readonly onClose: () => void }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { data } = useQuery(roleChoicesQuery);
  const [roleId, setRoleId] = useState('');
  const [unitId, setUnitId] = useState('');
  if (!data) return null;
  const role = data.roles.find(({ id }) => id === roleId);
  const labelled = (one: (typeof data.roles)[number]): string => {
    const name = nameIn(language, one);
    if (!one.mayGive) return t.notYours(name);
    return one.forUnplaced ? t.forUnplaced(name) : name;
  };
  const units = data.units.filter(({ department }) => role?.department == null || role.department.id === department.id);
  return (
    <RowDialog
      groupId={group.id}
      kind="roles"
      title={t.addRole}
      choice={{ roleId, unitId: unitId === '' ? null : unitId }}
      missing={roleId === '' ? { field: 'roleId', text: t.days.chooseRole } : undefined}
      touched={roleId !== ''}
      onSaved={onSaved}
      onClose={onClose}
    >
      {(faults) => (
        <>
          <SelectField
            name="roleId"
            label={t.role}
            fault={faultOf(faults, 'roleId')}
            value={roleId}
            options={[
              { value: '', label: t.choose },
              ...data.roles.map((one) => ({
                value: one.id,
                label: labelled(one),
                ...(one.department ? { group: nameIn(language, one.department) } : {}),
              })),
            ]}
            onChoose={(value) => {
              setRoleId(value);
              setUnitId('');
            }}
          />
          <SelectField
            name="unitId"
            label={t.unit}
            hint={t.unitHint}
            fault={faultOf(faults, 'unitId')}
            value={unitId}
            options={[
              { value: '', label: role?.department ? t.choose : t.everywhere },
              ...units.map((unit) => ({ value: unit.id, label: nameIn(language, unit), group: nameIn(language, unit.department) })),
            ]}
            onChoose={setUnitId}
          />
        </>
      )}
    </RowDialog>
  );
}
