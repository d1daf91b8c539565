import { Link } from '@tanstack/react-router';
import type { Application } from '@varco/shared/applications/api';
import { Functions } from '@varco/shared/authorization/functions';
import { visibilityNames } from '@varco/shared/authorization/words';
import { licenceTexts } from '@varco/shared/identity/licences';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Cell, FirstCell, GroupRow, Row, Table } from '../../ui/table.tsx';
import { messages } from './messages.ts';

/** What the application registered: each function with its actions and their levels, as roles offer them. */
export function FunctionsCard({
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
  const levels = visibilityNames[language];
  // Shown as they are registered, whether or not the application is switched on.
  const functions = new Functions(language, [{ application: { ...application, active: true }, functions: application.functions }]);
  const own = functions.all.filter(({ owner }) => owner !== undefined);
  return (
    <Card
      title={t.functions}
      act={
        mayModify && (
          <Link
            to="/applications/$id"
            params={{ id: application.id }}
            search={{ edit: 'functions' }}
            className={`${looks.plain} v-button--small`}
            onClick={onEdit}
          >
            {own.length === 0 ? t.register : t.replace}
          </Link>
        )
      }
    >
      {own.length === 0 ? (
        <p>{t.functionsNone}</p>
      ) : (
        <div className="v-list">
          <Table
            caption={t.functionsCaption}
            columns={[
              { key: 'action', label: t.action },
              { key: 'levels', label: t.levels },
              { key: 'proposed', label: t.proposed },
              { key: 'licence', label: t.licence },
            ]}
          >
            {own.map(({ name, label, actions }) => (
              <FunctionLines key={name} label={label} name={name}>
                {actions.map((action) => (
                  <Row key={action.name}>
                    <FirstCell>{action.label}</FirstCell>
                    <Cell label={t.levels}>{action.levels.map((level) => levels[level]).join(', ')}</Cell>
                    <Cell label={t.proposed}>{action.proposed ? levels[action.proposed] : ''}</Cell>
                    <Cell label={t.licence}>{licenceTexts[action.licence ?? 'base'][language].name}</Cell>
                  </Row>
                ))}
              </FunctionLines>
            ))}
          </Table>
        </div>
      )}
    </Card>
  );
}

function FunctionLines({ label, name, children }: { readonly label: string; readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <GroupRow columns={4}>
        {label} <span className="v-second">{name}</span>
      </GroupRow>
      {children}
    </>
  );
}
