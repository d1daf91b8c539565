import { Link } from '@tanstack/react-router';
import { actions, type Visibility } from '@varco/shared/authorization/capabilities';
import type { RightsOverview } from '@varco/shared/authorization/overview';
import { grantNames, gridWords } from '@varco/shared/authorization/words';
import { Fragment } from 'react';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Card } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { Note } from '../../../ui/note.tsx';
import { Cell, DetailRow, FirstCell, GroupRow, Row, Table } from '../../../ui/table.tsx';
import { useGrantWords } from './grant-words.ts';
import { messages } from './messages.ts';

/** Every function with how far each action reaches; a cell asks why. */
export function OverviewCard({
  userId,
  overview,
  onUnit,
}: {
  readonly userId: string;
  readonly overview: RightsOverview;
  readonly onUnit: (unit: string) => void;
}) {
  const t = useTexts(messages);
  const { unit, units } = overview;
  return (
    <Card title={t.overview}>
      <div className="v-stack">
        {!overview.mayEnter && (
          <Note tone="warn" title={t.mayNotEnter}>
            <p>
              {t.mayNotEnterText}{' '}
              <Link to="/users/$id" params={{ id: userId }}>
                {t.seeState}
              </Link>
            </p>
          </Note>
        )}
        {units.length > 1 && (
          <SelectField
            name="unit"
            label={t.unit}
            value={unit?.id ?? ''}
            options={[
              ...(unit === null ? [{ value: '', label: t.choose }] : []),
              ...units.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChoose={onUnit}
          />
        )}
        <p>{unit === null ? t.overviewNowhere : t.overviewIn(unit.name)}</p>
        <Grid userId={userId} overview={overview} />
      </div>
    </Card>
  );
}

const COLUMNS = actions.length + 1;

function Grid({
  userId,
  overview: { grants, conditional, beyondLicence, unit },
}: {
  readonly userId: string;
  readonly overview: RightsOverview;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { functions } = useGrantWords();
  const names = grantNames[language];
  // What gives something is shown even when its application no longer serves the organization for which one works.
  const groups = functions.grouped([...new Set([...functions.all.map(({ name }) => name), ...Object.keys(grants)])]);
  const cell = (name: string, action: string) => (
    <Level
      userId={userId}
      asked={{ function: name, action, ...(unit === null ? {} : { unit: unit.id }) }}
      level={grants[name]?.[action]}
      conditional={conditional[name]?.includes(action) === true}
      isBeyondLicence={beyondLicence.some((one) => one.function === name && one.action === action)}
    />
  );
  return (
    <div className="v-list">
      <Table
        caption={t.overview}
        columns={[{ key: 'function', label: t.function }, ...actions.map((action) => ({ key: action, label: names[action] }))]}
      >
        {groups.map(({ owner, names: some }) => (
          <Fragment key={owner?.code ?? ''}>
            {owner && (
              <GroupRow columns={COLUMNS}>{owner.active ? owner.name : `${owner.name}, ${gridWords[language]['switched-off']}`}</GroupRow>
            )}
            {some.map((name) => (
              <Fragment key={name}>
                <Row>
                  <FirstCell>{functions.label(name)}</FirstCell>
                  {actions.map((action) => (
                    <Cell key={action} label={names[action]}>
                      {cell(name, action)}
                    </Cell>
                  ))}
                </Row>
                {functions.further(name).length > 0 && (
                  <DetailRow columns={COLUMNS} id={`further ${name}`}>
                    <dl className="v-further" aria-label={`${gridWords[language].further}, ${functions.label(name)}`}>
                      {functions.further(name).map((action) => (
                        <div key={action}>
                          <dt>{functions.actionLabel(name, action)}</dt>
                          <dd>{cell(name, action)}</dd>
                        </div>
                      ))}
                    </dl>
                  </DetailRow>
                )}
              </Fragment>
            ))}
          </Fragment>
        ))}
      </Table>
    </div>
  );
}

/** How far one action reaches, and the way to why. */
function Level({
  userId,
  asked,
  level,
  conditional,
  isBeyondLicence,
}: {
  readonly userId: string;
  readonly asked: { readonly function: string; readonly action: string; readonly unit?: string };
  readonly level: Visibility | undefined;
  readonly conditional: boolean;
  /** Something gives it and the licence does not hold it. */
  readonly isBeyondLicence: boolean;
}) {
  const t = useTexts(messages);
  const { functions, whatOf, levelOf } = useGrantWords();
  if (functions.levels(asked.function, asked.action).length === 0 && level === undefined) {
    return <span className="v-second">{t.notAdmitted}</span>;
  }
  const said =
    level === undefined
      ? isBeyondLicence
        ? t.licenceCell
        : t.no
      : conditional
        ? `${levelOf(level)}, ${t.cellConditional}`
        : levelOf(level);
  return (
    <Link
      to="/users/$id/why"
      params={{ id: userId }}
      search={asked}
      className={level === undefined ? 'v-cell-link' : 'v-cell-link v-level'}
      aria-label={t.cell(whatOf(asked.function, asked.action), said)}
      resetScroll={false}
    >
      {said}
    </Link>
  );
}
