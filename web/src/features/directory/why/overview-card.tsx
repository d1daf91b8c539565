import { Link } from '@tanstack/react-router';
import { actions, admitted, capabilities } from '@varco/shared/authorization/capabilities';
import type { RightsOverview } from '@varco/shared/authorization/overview';
import { useTexts } from '../../../core/texts.ts';
import { Card } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { Note } from '../../../ui/note.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
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

function Grid({ userId, overview: { grants, unit } }: { readonly userId: string; readonly overview: RightsOverview }) {
  const t = useTexts(messages);
  const { nameOf, whatOf, levelOf } = useGrantWords();
  return (
    <div className="v-list">
      <Table
        caption={t.overview}
        columns={[{ key: 'function', label: t.function }, ...actions.map((action) => ({ key: action, label: nameOf(action) }))]}
      >
        {Object.keys(capabilities).map((name) => (
          <Row key={name}>
            <FirstCell>{nameOf(name)}</FirstCell>
            {actions.map((action) => {
              const level = grants[name]?.[action];
              const said = level === undefined ? t.no : levelOf(level);
              return (
                <Cell key={action} label={nameOf(action)}>
                  {admitted(name, action).length === 0 ? (
                    <span className="v-second">{t.notAdmitted}</span>
                  ) : (
                    <Link
                      to="/users/$id/why"
                      params={{ id: userId }}
                      search={{ function: name, action, ...(unit === null ? {} : { unit: unit.id }) }}
                      className={level === undefined ? 'v-cell-link' : 'v-cell-link v-level'}
                      aria-label={t.cell(whatOf(name, action), said)}
                      resetScroll={false}
                    >
                      {said}
                    </Link>
                  )}
                </Cell>
              );
            })}
          </Row>
        ))}
      </Table>
    </div>
  );
}
