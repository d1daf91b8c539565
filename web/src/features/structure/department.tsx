import type { Department, Unit } from '@varco/shared/structure/api';
import { memo } from 'react';
import { useFormat } from '../../core/me.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Button, looks } from '../../ui/button.tsx';
import { GoTo } from '../../ui/go-to.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu, MenuAct } from '../../ui/menu.tsx';
import { State } from '../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { type Subject, thingOf } from './acts.tsx';
import { placedIn } from './chart.ts';
import { messages } from './messages.ts';
import type { Kind } from './queries.ts';

/** What may be asked of one department or unit. */
export type Act = 'history' | 'edit' | 'switch-off' | 'switch-on' | 'remove';

/** What the reader may do here. */
interface May {
  readonly create: boolean;
  readonly modify: boolean;
  readonly remove: boolean;
}

type Ask = (act: Act, subject: Subject) => void;

/** Where the focus goes that is meant for a department or a unit. */
export const idOf = (kind: Kind, id: string): string => `${kind}-${id}`;

/** A department: its name opens and closes its units. */
export function DepartmentPart({
  department,
  whole,
  unfolded,
  may,
  onToggle,
  onAsk,
  onAddUnit,
}: {
  /** With the units to show; a search leaves some out. */
  readonly department: Department;
  /** With all of them. */
  readonly whole: Department;
  readonly unfolded: boolean;
  readonly may: May;
  readonly onToggle: () => void;
  readonly onAsk: Ask;
  readonly onAddUnit: (department: Department) => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const { id, units, active } = whole;
  const name = nameIn(language, department);
  const people = placedIn(units);
  return (
    <div className="v-department">
      <div className="v-department__head">
        <div className="v-department__name">
          <h2>
            <button
              type="button"
              id={idOf('department', id)}
              data-department=""
              className="v-department__toggle"
              aria-expanded={unfolded}
              aria-controls={unfolded ? `units-${id}` : undefined}
              onClick={onToggle}
            >
              <Icon name={unfolded ? 'down' : 'right'} />
              <span>{name}</span>
            </button>
          </h2>
          <p className="v-department__facts">
            {name !== department.name && <span lang="it">{department.name}</span>}
            <span>{units.length === 0 ? t.noUnits : t.units(units.length, format.number(units.length))}</span>
            {people > 0 && <span>{t.placements(people, format.number(people))}</span>}
            {!active && <State mark="quiet">{t.inactive.department}</State>}
          </p>
        </div>
        <div className="v-department__acts">
          {may.create && (
            <Button small aria-label={t.newUnitIn(name)} onClick={() => onAddUnit(department)}>
              <Icon name="plus" size={16} />
              {t.newUnit}
            </Button>
          )}
          <GoTo of={{ department: id }} name={name} small />
          <Acts subject={{ kind: 'department', department: whole }} may={may} onAsk={onAsk} />
        </div>
      </div>
      {unfolded && (
        <div id={`units-${id}`} className="v-list">
          {units.length === 0 ? (
            <p className="v-department__empty">{t.emptyDepartment}</p>
          ) : (
            <Units department={department} may={may} onAsk={onAsk} />
          )}
        </div>
      )}
    </div>
  );
}

/** Drawn again only when its own department changes: with thousands of units a page is too much to draw for opening one. */
const Units = memo(function Units({ department, may, onAsk }: { readonly department: Department; readonly may: May; readonly onAsk: Ask }) {
  const t = useTexts(messages);
  const language = useLanguage();
  return (
    <Table
      caption={t.unitsOf(nameIn(language, department))}
      columns={[
        { key: 'unit', label: t.unit },
        { key: 'site', label: t.site },
        { key: 'people', label: t.people, numeric: true },
        { key: 'state', label: t.state },
        { key: 'acts', label: t.acts },
      ]}
    >
      {department.units.map((unit) => (
        <UnitRow key={unit.id} department={department} unit={unit} may={may} onAsk={onAsk} />
      ))}
    </Table>
  );
});

function UnitRow({
  department,
  unit,
  may,
  onAsk,
}: {
  readonly department: Department;
  readonly unit: Unit;
  readonly may: May;
  readonly onAsk: Ask;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const name = nameIn(language, unit);
  const state = unit.active ? (department.active ? undefined : t.underInactive) : t.inactive.unit;
  return (
    <Row>
      <FirstCell>
        <span id={idOf('unit', unit.id)} tabIndex={-1} className="v-unit__name">
          {name}
        </span>
        {name !== unit.name && (
          <span className="v-table__second" lang="it">
            {unit.name}
          </span>
        )}
      </FirstCell>
      <Cell label={t.site}>{unit.site || t.noSite}</Cell>
      <Cell label={t.people} numeric>
        {format.number(unit.people)}
      </Cell>
      <Cell label={t.state}>
        <State mark={state === undefined ? 'ok' : 'quiet'}>{state ?? t.active.unit}</State>
      </Cell>
      <Cell label={t.acts}>
        <div className="v-unit__acts">
          <GoTo of={{ unit: unit.id }} name={name} small />
          <Acts subject={{ kind: 'unit', department, unit }} may={may} onAsk={onAsk} />
        </div>
      </Cell>
    </Row>
  );
}

/** What one may do with it, behind three dots. */
function Acts({ subject, may, onAsk }: { readonly subject: Subject; readonly may: May; readonly onAsk: Ask }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { kind } = subject;
  const thing = thingOf(subject);
  return (
    <Menu label={<Icon name="more" />} name={t.actsOn[kind](nameIn(language, thing))} face={looks.quiet} bare>
      {(close) => (
        <>
          {may.modify && (
            <MenuAct close={close} onAct={() => onAsk('edit', subject)}>
              {t.edit}
            </MenuAct>
          )}
          {may.modify && (
            <MenuAct close={close} onAct={() => onAsk(thing.active ? 'switch-off' : 'switch-on', subject)}>
              {thing.active ? t.switchOff[kind] : t.switchOn[kind]}
            </MenuAct>
          )}
          <MenuAct close={close} onAct={() => onAsk('history', subject)}>
            {t.history}
          </MenuAct>
          {may.remove && (
            <MenuAct close={close} onAct={() => onAsk('remove', subject)}>
              {t.remove}
            </MenuAct>
          )}
        </>
      )}
    </Menu>
  );
}
