import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OwnRights } from '@varco/shared/authorization/overview';
import { throughGroups } from '@varco/shared/groups/words';
import { licenceTexts } from '@varco/shared/identity/licences';
import { call } from '../../../core/http.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Card, Empty } from '../../../ui/card.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { named } from '../rights/named.ts';
import { useGrantWords } from '../why/grant-words.ts';
import { messages } from './messages.ts';

const ownRightsQuery = queryOptions({
  queryKey: ['me', 'rights'],
  queryFn: async () => named(document.documentElement.lang, await call<OwnRights>('/api/me/rights')),
});

/** What one may do oneself for the unit for which one works now, and through what. */
export default function OwnRightsPage() {
  const t = useTexts(messages);
  const { data, error, refetch } = useQuery(ownRightsQuery);
  return (
    <Page title={t.title} area={t.profile} path={<Link to="/me">{t.profile}</Link>} facts={data?.unit && <p>{t.inUnit(data.unit.name)}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data &&
        (data.items.length === 0 ? (
          <Empty title={t.none}>
            <p>{t.noneText}</p>
            {data.beyondLicence.length > 0 && <Beyond rights={data} />}
          </Empty>
        ) : (
          <Card title={t.table}>
            <Mine items={data.items} />
            {data.beyondLicence.length > 0 && <Beyond rights={data} />}
            <p className="v-card__foot">{t.missing}</p>
          </Card>
        ))}
    </Page>
  );
}

/** What roles and groups give and the own licence does not hold. */
function Beyond({ rights: { licence, beyondLicence } }: { readonly rights: Pick<OwnRights, 'licence' | 'beyondLicence'> }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { whatOf } = useGrantWords();
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return (
    <p className="v-card__foot">
      {t.beyondLicence(
        licenceTexts[licence][language].name,
        list.format(
          beyondLicence.map(({ function: name, action, needs }) => `${whatOf(name, action)} (${licenceTexts[needs][language].name})`),
        ),
      )}
    </p>
  );
}

function Mine({ items }: Pick<OwnRights, 'items'>) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { functions, levelOf } = useGrantWords();
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return (
    <div className="v-list">
      <Table
        caption={t.table}
        columns={[
          { key: 'function', label: t.function },
          { key: 'action', label: t.action },
          { key: 'level', label: t.level },
          { key: 'through', label: t.through },
        ]}
      >
        {items.map(({ function: name, action, visibility, administers, roles, groups, conditions }) => (
          <Row key={`${name} ${action}`}>
            <FirstCell>{functions.fullLabel(name)}</FirstCell>
            <Cell label={t.action}>{functions.actionLabel(name, action)}</Cell>
            <Cell label={t.level}>
              {levelOf(visibility)}
              {conditions.map((condition) => (
                <span key={condition} className="v-condition">
                  {t.onlyIf} <code>{condition}</code>
                </span>
              ))}
            </Cell>
            <Cell label={t.through}>
              {list.format([
                ...(administers === null ? [] : [t[administers]]),
                ...roles.map((role) => t.role(role.name)),
                ...groups.map(({ role, group }) => t.roleOf(role.name, throughGroups(language, group === null ? [] : [group]))),
              ])}
            </Cell>
          </Row>
        ))}
      </Table>
    </div>
  );
}
