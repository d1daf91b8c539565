import type { RoleGrants } from '@varco/shared/authorization/api';
import { type Action, actions, admitted, capabilities, type Visibility, visibilities } from '@varco/shared/authorization/capabilities';
import { inCatalogueOrder, reachesBeyondSearch } from '@varco/shared/authorization/role-grants';
import { capabilityName, grantNames, gridWords, visibilityNames } from '@varco/shared/authorization/words';
import { useEffect, useRef, useState } from 'react';
import { useVoice } from '../../../core/live.tsx';
import { useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { controlId, FaultText, SelectField } from '../../../ui/field.tsx';
import { type Fault, faultOf } from '../../../ui/form.tsx';
import { State } from '../../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { cellName, levelOf, mayGive, proposed, setLevels, type Wanted, withLevel } from './draft.ts';
import { messages } from './messages.ts';

/** The functions that the product has, in their order. */
const catalogue = Object.keys(capabilities);
/** The levels that some function admits: what can be wanted for several at once. */
const somewhere = visibilities.filter((level) =>
  catalogue.some((name) => actions.some((action) => admitted(name, action).includes(level))),
);
const keep: Readonly<Record<Action, Wanted>> = { search: 'keep', create: 'keep', modify: 'keep', delete: 'keep' };

interface Grid {
  readonly grants: RoleGrants;
  /** What the role grants now: it may stay, whoever edits. Absent for a role that is not there yet. */
  readonly saved: RoleGrants | undefined;
  /** What somebody else put meanwhile in the cells that were changed here too. */
  readonly theirs: ReadonlyMap<string, Visibility | undefined>;
  readonly faults: readonly Fault[];
  readonly onChange: (grants: RoleGrants) => void;
  readonly onTake: (field: string) => void;
}

/** The grid of a role to be changed: a choice in each cell, several rows at once below, functions added at the end (requirements R1.53). */
export function EditGrid(grid: Grid) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { grants } = grid;
  const [picked, setPicked] = useState<readonly string[]>([]);
  const rows = inCatalogueOrder(Object.keys(grants));
  const selected = rows.filter((capability) => picked.includes(capability));
  const wide = reachesBeyondSearch(grants);
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
              {rows.map((capability) => (
                <Row key={capability}>
                  <FirstCell>
                    <div className="v-pick">
                      <input
                        type="checkbox"
                        aria-label={t.pick(capabilityName(language, capability))}
                        checked={selected.includes(capability)}
                        onChange={({ target }) =>
                          setPicked(target.checked ? [...selected, capability] : selected.filter((other) => other !== capability))
                        }
                      />
                      <div>
                        <strong>{capabilityName(language, capability)}</strong>
                        {wide.includes(capability) && (
                          <span className="v-grid__said">
                            <State mark="warn">{t.reaches}</State>
                          </span>
                        )}
                        {Object.keys(grants[capability] ?? {}).length === 0 && <span className="v-table__second">{t.emptyRow}</span>}
                        {!catalogue.includes(capability) && <span className="v-table__second">{t.unknownFunction}</span>}
                      </div>
                    </div>
                  </FirstCell>
                  {actions.map((action) => (
                    <Cell key={action} label={grantNames[language][action]}>
                      <Level grid={grid} capability={capability} action={action} />
                    </Cell>
                  ))}
                </Row>
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
function Level({ grid, capability, action }: { readonly grid: Grid; readonly capability: string; readonly action: Action }) {
  const t = useTexts(messages);
  const { grants: own } = useMe();
  const language = useLanguage();
  const names = visibilityNames[language];
  const { grants, saved, theirs, faults, onChange, onTake } = grid;
  const name = cellName(capability, action);
  const id = controlId(name);
  const level = levelOf(grants, capability, action);
  const before = saved && levelOf(saved, capability, action);
  const fault = faultOf(faults, name);
  const offered = visibilities.filter((one) => admitted(capability, action).includes(one) || one === level || one === before);
  if (offered.length === 0) return <span className="v-grid__nothing">{gridWords[language].notAdmitted}</span>;
  const say = (one: Visibility | undefined): string => (one ? names[one] : gridWords[language].none);
  const said = saved !== undefined && before !== level ? t.was(say(before)) : undefined;
  const other = theirs.has(name) && theirs.get(name) !== level ? { level: theirs.get(name) } : undefined;
  const described = [said !== undefined && `${id}-was`, other && `${id}-other`, fault !== undefined && `${id}-fault`];
  return (
    <>
      <select
        id={id}
        name={name}
        className={level ? 'v-select v-select--granted' : 'v-select'}
        aria-label={t.cell(grantNames[language][action], capabilityName(language, capability))}
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
          mayGive(own, saved ?? {}, capability, action, one) ? (
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
  const { grants: own } = useMe();
  const language = useLanguage();
  const format = useFormat();
  const { grants, saved, onChange } = grid;
  const [wanted, setWanted] = useState(keep);
  const [told, tell] = useTold();
  const apply = () => {
    if (selected.length === 0) return tell(t.pickFirst);
    if (actions.every((action) => wanted[action] === 'keep')) return tell(t.chooseFirst);
    const result = setLevels(grants, selected, wanted, (capability, action, level) => mayGive(own, saved ?? {}, capability, action, level));
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
        {actions.map((action) => (
          <SelectField<Wanted>
            key={action}
            name={`bulk-${action}`}
            label={grantNames[language][action]}
            value={wanted[action]}
            options={[
              { value: 'keep', label: t.keep },
              { value: 'none', label: gridWords[language].none },
              ...somewhere.map((level) => ({ value: level, label: visibilityNames[language][level] })),
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

/** Adds functions to the grid, each with the levels proposed (requirements R2.41). */
function Add({ grid: { grants, saved, onChange } }: { readonly grid: Grid }) {
  const t = useTexts(messages).add;
  const { grants: own } = useMe();
  const language = useLanguage();
  const format = useFormat();
  const missing = catalogue.filter((capability) => !Object.hasOwn(grants, capability));
  const [chosen, setChosen] = useState<string>();
  const [told, tell] = useTold();
  const choice = chosen === EVERY && missing.length > 1 ? EVERY : (missing.find((capability) => capability === chosen) ?? missing[0]);
  const add = () => {
    const names = choice === EVERY ? missing : missing.filter((capability) => capability === choice);
    if (names.length === missing.length) toTheGrid();
    onChange({ ...grants, ...Object.fromEntries(names.map((capability) => [capability, proposed(own, saved ?? {}, capability)])) });
    tell(t.added(new Intl.ListFormat(language).format(names.map((capability) => capabilityName(language, capability)))));
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
            <SelectField
              name="add-function"
              label={t.label}
              value={choice}
              options={[
                ...missing.map((capability) => ({ value: capability, label: capabilityName(language, capability) })),
                ...(missing.length > 1 ? [{ value: EVERY, label: t.all(format.number(missing.length)) }] : []),
              ]}
              onChoose={setChosen}
            />
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
