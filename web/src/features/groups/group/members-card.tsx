import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Group, GroupMember, GroupPerson } from '@varco/shared/groups/api';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { FaultText } from '../../../ui/field.tsx';
import { faultOf } from '../../../ui/form.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from '../messages.ts';
import { membersQuery, suggestPeople } from '../queries.ts';
import type { GroupAddress } from './address.ts';
import { Phase, RowActs, type RowOutcome } from './row-acts.tsx';
import { RowDialog } from './row-dialog.tsx';

interface CardOf {
  readonly group: Group;
  readonly address: GroupAddress;
  readonly onDone: (outcome: RowOutcome) => void;
}

/** Who was put into the group, with the days; adding, other days, an end (requirements R1.31-R1.33). */
export function MembersCard({ group, address, onDone }: CardOf) {
  const t = useTexts(messages);
  const me = useMe();
  const { past, after } = address;
  const { data, error, refetch } = useQuery(membersQuery(group.id, { of: 'direct', past: past === 'yes', after }));
  const [asked, setAsked] = useState<'new' | GroupMember>();
  const mayModify = mayDo(me, 'modify', 'groups');
  const mayAdd = mayModify && mayDo(me, 'search', 'users');
  const said = (outcome: RowOutcome) => {
    setAsked(undefined);
    onDone(outcome);
  };
  return (
    <Card
      title={t.members}
      act={
        mayAdd && (
          <Button small onClick={() => setAsked('new')}>
            {t.addMember}
          </Button>
        )
      }
    >
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && data.items.length === 0 && <p>{mayAdd ? `${t.noMembers} ${t.noMembersNext}` : t.noMembers}</p>}
      {mayModify && !mayAdd && <p className="v-card__foot">{t.needsUsers}</p>}
      {data && data.items.length > 0 && (
        <MemberTable
          group={group}
          caption={t.members}
          rows={data.items}
          acts={mayModify ? { onEdit: setAsked, onDone: said } : undefined}
        />
      )}
      <p className="v-card__foot v-row-acts">
        {after !== undefined && (
          <Link to="/groups/$id" params={{ id: group.id }} search={past ? { past } : {}} resetScroll={false} className="v-table__link">
            {t.first}
          </Link>
        )}
        {data?.next != null && (
          <Link
            to="/groups/$id"
            params={{ id: group.id }}
            search={{ ...(past ? { past } : {}), after: data.next }}
            resetScroll={false}
            className="v-table__link"
          >
            {t.more}
          </Link>
        )}
        <Link to="/groups/$id" params={{ id: group.id }} search={past ? {} : { past: 'yes' }} resetScroll={false} className="v-table__link">
          {past ? t.membersNow : t.membersPast}
        </Link>
      </p>
      {asked === 'new' && <NewMember group={group} onSaved={() => said('added')} onClose={() => setAsked(undefined)} />}
      {asked !== undefined && asked !== 'new' && (
        <RowDialog
          groupId={group.id}
          kind="members"
          title={t.days.title(t.theMember(asked.user.name || t.unknown))}
          row={asked}
          onSaved={() => said('changed')}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Card>
  );
}

/** Who is in the group through one under it, to be read only, with the origin (requirements R1.31). */
export function IndirectCard({ group, address }: Pick<CardOf, 'group' | 'address'>) {
  const t = useTexts(messages);
  const { afterIndirect: after } = address;
  const { data } = useQuery(membersQuery(group.id, { of: 'indirect', past: false, after }));
  if (!data || (data.items.length === 0 && after === undefined)) return null;
  return (
    <Card title={t.indirect}>
      <p>{t.indirectText}</p>
      <MemberTable group={group} caption={t.indirect} rows={data.items} acts={undefined} />
      {data.next !== null && (
        <p className="v-card__foot">
          <Link
            to="/groups/$id"
            params={{ id: group.id }}
            search={{ afterIndirect: data.next }}
            resetScroll={false}
            className="v-table__link"
          >
            {t.more}
          </Link>
        </p>
      )}
    </Card>
  );
}

function MemberTable({
  group,
  caption,
  rows,
  acts,
}: {
  readonly group: Group;
  readonly caption: string;
  readonly rows: readonly GroupMember[];
  readonly acts: { readonly onEdit: (row: GroupMember) => void; readonly onDone: (outcome: RowOutcome) => void } | undefined;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const isIndirect = rows.some(({ through }) => through !== null);
  return (
    <div className="v-list">
      <Table
        caption={caption}
        columns={[
          { key: 'person', label: t.person },
          ...(isIndirect ? [{ key: 'through', label: t.throughColumn }] : []),
          { key: 'from', label: t.from },
          { key: 'to', label: t.to },
          { key: 'state', label: t.state },
          ...(acts ? [{ key: 'acts', label: t.acts }] : []),
        ]}
      >
        {rows.map((row) => (
          <Row key={`${row.id} ${row.through?.id ?? ''}`}>
            <FirstCell>
              <PersonName person={row.user} />
            </FirstCell>
            {isIndirect && (
              <Cell label={t.throughColumn}>
                {row.through && (
                  <Link to="/groups/$id" params={{ id: row.through.id }} className="v-table__link">
                    {nameIn(language, row.through)}
                  </Link>
                )}
              </Cell>
            )}
            <Cell label={t.from}>
              <span className="v-table__moment">{format.day(row.from)}</span>
            </Cell>
            <Cell label={t.to}>{row.to === null ? t.noEnd : <span className="v-table__moment">{format.day(row.to)}</span>}</Cell>
            <Cell label={t.state}>
              <Phase row={row} />
            </Cell>
            {acts && (
              <Cell label={t.acts}>
                <RowActs
                  groupId={group.id}
                  kind="members"
                  row={row}
                  what={t.theMember(row.user.name || t.unknown)}
                  onEdit={() => acts.onEdit(row)}
                  onDone={acts.onDone}
                />
              </Cell>
            )}
          </Row>
        ))}
      </Table>
    </div>
  );
}

/** Somebody by name, leading to the page of the user for who may see it; who never signs in is said to. */
export function PersonName({ person }: { readonly person: GroupPerson }) {
  const t = useTexts(messages);
  const me = useMe();
  const name = person.name || t.unknown;
  return (
    <>
      {mayDo(me, 'search', 'users') && !person.guest ? (
        <Link to="/users/$id" params={{ id: person.id }} className="v-table__link">
          {name}
        </Link>
      ) : (
        name
      )}
      {person.guest && <span className="v-table__second">{t.guest}</span>}
      {!person.mayEnter && <span className="v-table__second">{t.noAccess}</span>}
    </>
  );
}

function NewMember({ group, onSaved, onClose }: { readonly group: Group; readonly onSaved: () => void; readonly onClose: () => void }) {
  const t = useTexts(messages);
  const [person, setPerson] = useState<{ readonly id: string; readonly name: string }>();
  return (
    <RowDialog
      groupId={group.id}
      kind="members"
      title={t.addMember}
      choice={{ userId: person?.id ?? null }}
      missing={person === undefined ? { field: 'userId', text: t.days.choosePerson } : undefined}
      touched={person !== undefined}
      onSaved={onSaved}
      onClose={onClose}
    >
      {(faults) => (
        <div>
          <FaultText id="field-userId-fault" fault={faultOf(faults, 'userId')} />
          <Combobox
            name="userId"
            label={t.person}
            hint={t.form.headsHint}
            chosen={person?.name ?? ''}
            look={suggestPeople}
            count={t.form.headsFound}
            onChoose={setPerson}
          />
        </div>
      )}
    </RowDialog>
  );
}
