import type { RoleGrants } from '@varco/shared/authorization/api';
import { actions, type Visibility, visibilities } from '@varco/shared/authorization/capabilities';
import type { Conditions } from '@varco/shared/authorization/conditions';
import type { Functions } from '@varco/shared/authorization/functions';
import { reachesBeyondSearch } from '@varco/shared/authorization/role-grants';
import { grantNames, gridWords, visibilityNames } from '@varco/shared/authorization/words';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import { given } from '../../../core/address.ts';
import { useFunctions } from '../../../core/functions.ts';
import { useVoice } from '../../../core/live.tsx';
import { useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { controlId, FaultText, SelectField } from '../../../ui/field.tsx';
import { type Fault, faultOf } from '../../../ui/form.tsx';
import { State } from '../../../ui/state.tsx';
import { Cell, DetailRow, FirstCell, GroupRow, Row, Table } from '../../../ui/table.tsx';
import { ConditionCell } from './condition.tsx';
import { cellName, conditionName, levelOf, mayGive, proposed, setLevels, type Wanted, type Wishes, withLevel } from './draft.ts';
import { GivesNothing } from './gives-nothing.tsx';
import { messages } from './messages.ts';

/** The levels that some function admits: what can be wanted for several at once. */
const levelsSomewhere = (functions: Functions): readonly Visibility[] =>
  visibilities.filter((level) =>
    functions.all.some(({ name }) => functions.actions(name).some((action) => functions.levels(name, action).includes(level))),
  );
const keep: Wishes = { search: 'keep', create: 'keep', modify: 'keep', delete: 'keep', further: 'keep' };
const COLUMNS = actions.length + 1;

interface Grid {
  readonly grants: RoleGrants;
  /** What the role grants now: it may stay, whoever edits. Absent for a role that is not there yet. */
  readonly saved: RoleGrants | undefined;
  /** What somebody else put meanwhile in the cells that were changed here too. */
  readonly theirs: ReadonlyMap<string, Visibility | undefined>;
  readonly faults: readonly Fault[];
  readonly onChange: (grants: RoleGrants) => void;
  readonly onTake: (field: string) => void;
  readonly conditions: Conditions;
  /** Absent for a role that is not there yet. */
  readonly savedConditions: Conditions | undefined;
  /** What somebody else saved meanwhile in a condition that was changed here too. */
  readonly theirCondition: (capability: string) => ReactNode;
  readonly onCondition: (capability: string) => void;
}

/** The grid of a role to be changed: a choice in each cell, several rows at once below, functions added at the end (requirements R1.53). */
export function EditGrid(grid: Grid) {
  const t = useTexts(messages);
  const language = useLanguage();
  const functions = useFunctions();
  const { grants } = grid;
  const [picked, setPicked] = useState<readonly string[]>([]);
  const groups = functions.grouped(Object.keys(grants));
  const rows = groups.flatMap(({ names }) => names);
  const selected = rows.filter((capability) => picked.includes(capability));
  const pick = (capability: string, isPicked: boolean) =>
    setPicked(isPicked ? [...selected, capability] : selected.filter((other) => other !== capability));
  return (
    <section className="v-grid" aria-labelledby="grants">
      <h2 id="grants" tabIndex={-1}>
        {t.grants}
      </h2>
      <p className="v-field__hint">{t.grantsHint}</p>
      {rows.length === 0 ? (
        <p>{t.noGrantsHow}</p>
      ) : (
        <>
          <PickAll some={selected.length > 0} all={selected.length === rows.length} onPick={(all) => setPicked(all ? rows : [])} />
          <div className="v-list v-grid__cells">
            <Table
              caption={t.caption}
              columns={[
                { key: 'function', label: gridWords[language].capability },
                ...actions.map((action) => ({ key: action, label: grantNames[language][action] })),
              ]}
            >
              {groups.map(({ owner, names }) => (
                <Fragment key={owner?.code ?? String(owner)}>
                  {owner && <GroupRow columns={COLUMNS}>{owner.name}</GroupRow>}
                  {owner === null && <GroupRow columns={COLUMNS}>{t.unknownGroup}</GroupRow>}
                  {names.map((capability) => (
                    <FunctionRows
                      key={capability}
                      grid={grid}
                      capability={capability}
                      picked={selected.includes(capability)}
                      onPick={(isPicked) => pick(capability, isPicked)}
                    />
                  ))}
                </Fragment>
              ))}
            </Table>
          </div>
          <Bulk grid={grid} selected={selected} onRemoved={() => setPicked([])} />
        </>
      )}
      <Add grid={grid} />
    </section>
  );
}

/** A function with its four cells; below them what else can be done with it, each with its own name. */
function FunctionRows({
  grid,
  capability,
  picked,
  onPick,
}: {
  readonly grid: Grid;
  readonly capability: string;
  readonly picked: boolean;
  readonly onPick: (isPicked: boolean) => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const functions = useFunctions();
  const { grants, saved, conditions, savedConditions, faults } = grid;
  const name = functions.label(capability);
  const known = functions.find(capability);
  const further = functions.further(capability, { ...saved?.[capability], ...grants[capability] });
  return (
    <>
      <Row>
        <FirstCell>
          <div className="v-pick">
            <input type="checkbox" aria-label={t.pick(name)} checked={picked} onChange={({ target }) => onPick(target.checked)} />
            <div>
              <strong>{name}</strong>
              {reachesBeyondSearch(grants, functions).includes(capability) && (
                <span className="v-grid__said">
                  <State mark="warn">{t.reaches}</State>
                </span>
              )}
              {Object.keys(grants[capability] ?? {}).length === 0 && <span className="v-table__second">{t.emptyRow}</span>}
              {known === undefined && <GivesNothing standing="not-registered" />}
              {known?.owner?.active === false && <GivesNothing standing="switched-off" />}
              {(known?.owner !== undefined || conditions[capability] !== undefined) && (
                <ConditionCell
                  name={conditionName(capability)}
                  label={name}
                  text={conditions[capability]}
                  saved={savedConditions && { text: savedConditions[capability] }}
                  fault={faultOf(faults, conditionName(capability))}
                  onOpen={() => grid.onCondition(capability)}
                />
              )}
              {grid.theirCondition(capability)}
            </div>
          </div>
        </FirstCell>
        {actions.map((action) => (
          <Cell key={action} label={grantNames[language][action]}>
            <Level grid={grid} capability={capability} action={action} />
          </Cell>
        ))}
      </Row>
      {further.length > 0 && (
        <DetailRow columns={COLUMNS} id={`further ${capability}`}>
          <dl className="v-further" aria-label={`${gridWords[language].further}, ${name}`}>
            {further.map((action) => (
              <div key={action}>
                <dt>{functions.actionLabel(capability, action)}</dt>
                <dd>
                  <Level grid={grid} capability={capability} action={action} />
                </dd>
              </div>
            ))}
          </dl>
        </DetailRow>
      )}
    </>
  );
}

/** The button that was pressed goes away: the work goes on where the grid begins. */
const toTheGrid = (): void => document.getElementById('grants')?.focus();

/** The first box: all the rows, or none; half when only some are. */
function PickAll({ some, all, onPick }: { readonly some: boolean; readonly all: boolean; readonly onPick: (all: boolean) => void }) {
  const t = useTexts(messages);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !all;
  }, [some, all]);
  return (
    <div className="v-tick">
      <input ref={box} type="checkbox" id={controlId('pick-all')} checked={all} onChange={({ target }) => onPick(target.checked)} />
      <div>
        <label htmlFor={controlId('pick-all')}>{t.pickAll}</label>
      </div>
    </div>
  );
}

/** One cell: how far the action reaches; what the function does not admit is no choice, what the editor does not have cannot be chosen. */
function Level({ grid, capability, action }: { readonly grid: Grid; readonly capability: string; readonly action: string }) {
  const t = useTexts(messages);
  const me = useMe();
  const functions = useFunctions();
  const language = useLanguage();
  const names = visibilityNames[language];
  const { grants, saved, theirs, faults, onChange, onTake } = grid;
  const name = cellName(capability, action);
  const id = controlId(name);
  const level = levelOf(grants, capability, action);
  const before = saved && levelOf(saved, capability, action);
  const fault = faultOf(faults, name);
  const offered = visibilities.filter((one) => functions.levels(capability, action).includes(one) || one === level || one === before);
  if (offered.length === 0) return <span className="v-grid__nothing">{gridWords[language].notAdmitted}</span>;
  const say = (one: Visibility | undefined): string => (one ? names[one] : gridWords[language].none);
  const standing = functions.standing(capability, action);
  // Where the whole function gives nothing its row says so once.
  const givesNothing = level !== undefined && standing === 'not-registered' && functions.find(capability) !== undefined;
  const said = saved !== undefined && before !== level ? t.was(say(before)) : undefined;
  const other = theirs.has(name) && theirs.get(name) !== level ? { level: theirs.get(name) } : undefined;
  const described = [said !== undefined && `${id}-was`, other && `${id}-other`, fault !== undefined && `${id}-fault`];
  return (
    <>
      <select
        id={id}
        name={name}
        className={level ? 'v-select v-select--granted' : 'v-select'}
        aria-label={t.cell(functions.actionLabel(capability, action), functions.fullLabel(capability))}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={described.filter((one) => typeof one === 'string').join(' ') || undefined}
        value={level ?? ''}
        onChange={({ target }) =>
          onChange(
            withLevel(
              grants,
              capability,
              action,
              offered.find((one) => one === target.value),
            ),
          )
        }
      >
        <option value="">{gridWords[language].none}</option>
        {offered.map((one) =>
          mayGive(me, saved ?? {}, capability, action, one) ? (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ) : (
            <option key={one} value={one} disabled>
              {t.notYours(names[one])}
            </option>
          ),
        )}
      </select>
      {said !== undefined && (
        <span id={`${id}-was`} className="v-grid__was">
          {said}
        </span>
      )}
      {other && (
        <span className="v-grid__other">
          <span id={`${id}-other`}>{t.savedByOther(say(other.level))}</span>{' '}
          <Button small onClick={() => onTake(name)}>
            {t.take(say(other.level))}
          </Button>
        </span>
      )}
      {givesNothing && <GivesNothing standing={standing} />}
      <FaultText id={`${id}-fault`} fault={fault} />
    </>
  );
}

/** What is set for all the selected rows at once, and what came of it. */
function Bulk({
  grid,
  selected,
  onRemoved,
}: {
  readonly grid: Grid;
  readonly selected: readonly string[];
  readonly onRemoved: () => void;
}) {
  const t = useTexts(messages).bulk;
  const me = useMe();
  const functions = useFunctions();
  const language = useLanguage();
  const format = useFormat();
  const { grants, saved, onChange } = grid;
  const [wanted, setWanted] = useState(keep);
  const [told, tell] = useTold();
  const hasFurther = Object.entries(grants).some(([name, levels]) => functions.further(name, levels).length > 0);
  const apply = () => {
    if (selected.length === 0) return tell(t.pickFirst);
    if (Object.values(wanted).every((one) => one === 'keep')) return tell(t.chooseFirst);
    const result = setLevels(grants, selected, wanted, functions, (capability, action, level) =>
      mayGive(me, saved ?? {}, capability, action, level),
    );
    onChange(result.grants);
    const left = result.left === 0 ? '' : ` ${t.left(result.left, format.number(result.left))}`;
    tell(`${t.set(result.set, format.number(result.set))}${left}`);
  };
  const remove = () => {
    if (selected.length === 0) return tell(t.pickFirst);
    onChange(Object.fromEntries(Object.entries(grants).filter(([capability]) => !selected.includes(capability))));
    onRemoved();
    if (selected.length === Object.keys(grants).length) toTheGrid();
    tell(t.removed(selected.length, format.number(selected.length)));
  };
  return (
    <fieldset className="v-grid__bulk">
      <legend>{t.title}</legend>
      <div className="v-grid__wanted">
        {[...actions, ...(hasFurther ? (['further'] as const) : [])].map((action) => (
          <SelectField<Wanted>
            key={action}
            name={`bulk-${action}`}
            label={action === 'further' ? gridWords[language].further : grantNames[language][action]}
            value={wanted[action]}
            options={[
              { value: 'keep', label: t.keep },
              { value: 'none', label: gridWords[language].none },
              ...levelsSomewhere(functions).map((level) => ({ value: level, label: visibilityNames[language][level] })),
            ]}
            onChoose={(level) => setWanted({ ...wanted, [action]: level })}
          />
        ))}
      </div>
      <div className="v-grid__acts">
        <Button small onClick={apply}>
          {t.apply}
        </Button>
        <Button small onClick={remove}>
          {t.remove}
        </Button>
      </div>
      {told !== undefined && <p className="v-grid__told">{told}</p>}
    </fieldset>
  );
}

const EVERY = '*';
/** Every function of one application: no function's name ends like this. */
const everyOf = (code: string): string => `${code}/${EVERY}`;

/** Adds functions to the grid, each with the levels proposed (requirements R2.41). */
function Add({ grid: { grants, saved, onChange } }: { readonly grid: Grid }) {
  const t = useTexts(messages).add;
  const me = useMe();
  const functions = useFunctions();
  const language = useLanguage();
  const format = useFormat();
  // Of an application that is switched off nothing can be given.
  const missing = functions.all.filter(({ name, owner }) => owner?.active !== false && !Object.hasOwn(grants, name));
  const [chosen, setChosen] = useState<string>();
  const [told, tell] = useTold();
  const groups = functions.grouped(missing.map(({ name }) => name));
  const options = [
    ...groups.flatMap(({ owner, names }) => {
      const group = given('group', groups.length > 1 ? (owner?.name ?? t.own) : undefined);
      return [
        ...names.map((name) => ({ value: name, label: functions.label(name), ...group })),
        ...(owner && names.length > 1
          ? [{ value: everyOf(owner.code), label: t.allOf(owner.name, format.number(names.length)), ...group }]
          : []),
      ];
    }),
    ...(missing.length > 1 ? [{ value: EVERY, label: t.all(format.number(missing.length)) }] : []),
  ];
  const choice = options.find(({ value }) => value === chosen)?.value ?? options[0]?.value;
  const add = () => {
    const names = missing
      .filter(({ name, owner }) => choice === EVERY || name === choice || (owner && everyOf(owner.code) === choice))
      .map(({ name }) => name);
    if (names.length === missing.length) toTheGrid();
    onChange({ ...grants, ...Object.fromEntries(names.map((name) => [name, proposed(me, saved ?? {}, name, functions)])) });
    tell(t.added(new Intl.ListFormat(language).format(names.map((name) => functions.fullLabel(name)))));
  };
  return (
    <fieldset className="v-grid__bulk">
      <legend>{t.title}</legend>
      {choice === undefined ? (
        <p>{t.none}</p>
      ) : (
        <>
          <p className="v-field__hint">{t.hint}</p>
          <div className="v-grid__add">
            <SelectField name="add-function" label={t.label} value={choice} options={options} onChoose={setChosen} />
            <Button onClick={add}>{t.act}</Button>
          </div>
        </>
      )}
      {told !== undefined && <p className="v-grid__told">{told}</p>}
    </fieldset>
  );
}

/** What an act came to, in view and said to those who listen. */
function useTold(): readonly [string | undefined, (text: string) => void] {
  const voice = useVoice();
  const [told, setTold] = useState<string>();
  return [
    told,
    (text) => {
      setTold(text);
      voice.say(text);
    },
  ];
}
