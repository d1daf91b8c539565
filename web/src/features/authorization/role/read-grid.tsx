import type { RoleGrants } from '@varco/shared/authorization/api';
import { actions } from '@varco/shared/authorization/capabilities';
import type { Conditions } from '@varco/shared/authorization/conditions';
import { reachesBeyondSearch } from '@varco/shared/authorization/role-grants';
import { grantNames, gridWords, visibilityNames } from '@varco/shared/authorization/words';
import { Fragment } from 'react';
import { useFunctions } from '../../../core/functions.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { State } from '../../../ui/state.tsx';
import { Cell, DetailRow, FirstCell, GroupRow, Row, Table } from '../../../ui/table.tsx';
import { ConditionText } from './condition.tsx';
import { levelOf } from './draft.ts';
import { GivesNothing } from './gives-nothing.tsx';
import { messages } from './messages.ts';

const COLUMNS = actions.length + 1;

/** What a role grants, to be read: functions down, actions across, how far in each cell (requirements R2.40). */
export function ReadGrid({ grants, conditions }: { readonly grants: RoleGrants; readonly conditions: Conditions }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const functions = useFunctions();
  const words = gridWords[language];
  const names = grantNames[language];
  const wide = reachesBeyondSearch(grants, functions);
  const groups = functions.grouped(Object.keys(grants));
  if (groups.length === 0) return <p>{t.noGrants}</p>;
  return (
    <div className="v-list v-grid">
      <Table
        caption={t.caption}
        columns={[{ key: 'function', label: words.capability }, ...actions.map((action) => ({ key: action, label: names[action] }))]}
      >
        {groups.map(({ owner, names: some }) => (
          <Fragment key={owner?.code ?? String(owner)}>
            {owner && <GroupRow columns={COLUMNS}>{owner.name}</GroupRow>}
            {owner === null && <GroupRow columns={COLUMNS}>{t.unknownGroup}</GroupRow>}
            {some.map((capability) => {
              const further = functions.further(capability, grants[capability]);
              return (
                <Fragment key={capability}>
                  <Row>
                    <FirstCell>
                      <strong>{functions.label(capability)}</strong>
                      {wide.includes(capability) && (
                        <span className="v-grid__said">
                          <State mark="warn">{t.reaches}</State>
                        </span>
                      )}
                      <ConditionText text={conditions[capability]} />
                      {owner?.active === false && <GivesNothing standing="switched-off" />}
                      {owner === null && <GivesNothing standing="not-registered" />}
                    </FirstCell>
                    {actions.map((action) => (
                      <Cell key={action} label={names[action]}>
                        <Granted grants={grants} capability={capability} action={action} />
                      </Cell>
                    ))}
                  </Row>
                  {further.length > 0 && (
                    <DetailRow columns={COLUMNS} id={`further ${capability}`}>
                      <dl className="v-further" aria-label={`${words.further}, ${functions.label(capability)}`}>
                        {further.map((action) => (
                          <div key={action}>
                            <dt>{functions.actionLabel(capability, action)}</dt>
                            <dd>
                              <Granted grants={grants} capability={capability} action={action} />
                            </dd>
                          </div>
                        ))}
                      </dl>
                    </DetailRow>
                  )}
                </Fragment>
              );
            })}
          </Fragment>
        ))}
      </Table>
    </div>
  );
}

/** One cell: the level, and why it gives nothing where the function itself does not say so. */
function Granted({ grants, capability, action }: { readonly grants: RoleGrants; readonly capability: string; readonly action: string }) {
  const language = useLanguage();
  const functions = useFunctions();
  const words = gridWords[language];
  const level = levelOf(grants, capability, action);
  const standing = functions.standing(capability, action);
  const isWhole = functions.find(capability) === undefined || standing === 'switched-off';
  if (level === undefined) {
    return <span className="v-grid__nothing">{standing === 'grantable' ? words.none : words.notAdmitted}</span>;
  }
  return (
    <>
      <strong>{visibilityNames[language][level]}</strong>
      {!isWhole && <GivesNothing standing={standing} />}
    </>
  );
}
