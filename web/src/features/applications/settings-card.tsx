import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { kindNames, labelIn } from '@varco/shared/application-settings/words';
import type { Application } from '@varco/shared/applications/api';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { Cell, FirstCell, GroupRow, Row, Table } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { settingsSchemaQuery } from './queries.ts';

/** Which settings the application registered, section by section. */
export function SettingsSchemaCard({
  application,
  mayModify,
  onEdit,
}: {
  readonly application: Application;
  readonly mayModify: boolean;
  readonly onEdit: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { data, error, refetch } = useQuery(settingsSchemaQuery(application.id));
  const isNone = data?.sections.length === 0;
  return (
    <Card
      title={t.settings}
      act={
        mayModify &&
        data && (
          <Link
            to="/applications/$id"
            params={{ id: application.id }}
            search={{ edit: 'settings' }}
            className={`${looks.plain} v-button--small`}
            onClick={onEdit}
          >
            {isNone ? t.registerSettings : t.replaceSettings}
          </Link>
        )
      }
    >
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {isNone && <p>{t.settingsNone}</p>}
      {data && !isNone && (
        <div className="v-list">
          <Table
            caption={t.settingsCaption}
            columns={[
              { key: 'setting', label: t.setting },
              { key: 'kind', label: t.kind },
            ]}
          >
            {data.sections.map((section) => [
              <GroupRow key={section.name} columns={2}>
                {labelIn(language, section)}
              </GroupRow>,
              ...section.settings.map((setting) => (
                <Row key={setting.name}>
                  <FirstCell>
                    {labelIn(language, setting)}
                    <span className="v-table__second">{setting.name}</span>
                  </FirstCell>
                  <Cell label={t.kind}>{kindNames[setting.kind][language]}</Cell>
                </Row>
              )),
            ])}
          </Table>
        </div>
      )}
    </Card>
  );
}
