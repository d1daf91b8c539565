import type { RoleGrants } from '@varco/shared/authorization/api';
import { actions, admitted } from '@varco/shared/authorization/capabilities';
import { inCatalogueOrder, reachesBeyondSearch } from '@varco/shared/authorization/role-grants';
import { capabilityName, grantNames, gridWords, visibilityNames } from '@varco/shared/authorization/words';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { State } from '../../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { levelOf } from './draft.ts';
import { messages } from './messages.ts';

/** What a role grants, to be read: functions down, actions across, how far in each cell (requirements R2.40). */
export function ReadGrid({ grants }: { readonly grants: RoleGrants }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const words = gridWords[language];
  const names = grantNames[language];
  const wide = reachesBeyondSearch(grants);
  const rows = inCatalogueOrder(Object.keys(grants));
  if (rows.length === 0) return <p>{t.noGrants}</p>;
  return (
    <div className="v-list v-grid">
      <Table
        caption={t.caption}
        columns={[{ key: 'function', label: words.capability }, ...actions.map((action) => ({ key: action, label: names[action] }))]}
      >
        {rows.map((capability) => (
          <Row key={capability}>
            <FirstCell>
              <strong>{capabilityName(language, capability)}</strong>
              {wide.includes(capability) && (
                <span className="v-grid__said">
                  <State mark="warn">{t.reaches}</State>
                </span>
              )}
            </FirstCell>
            {actions.map((action) => {
              const level = levelOf(grants, capability, action);
              const nothing = admitted(capability, action).length > 0 ? words.none : words.notAdmitted;
              return (
                <Cell key={action} label={names[action]}>
                  {level ? <strong>{visibilityNames[language][level]}</strong> : <span className="v-grid__nothing">{nothing}</span>}
                </Cell>
              );
            })}
          </Row>
        ))}
      </Table>
    </div>
  );
}
