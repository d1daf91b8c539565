import type { LogEntry } from '@varco/shared/access-log/api';
import { changedValue, changesLost, fieldName } from '@varco/shared/access-log/change-words';
import { useFormat } from '../core/me.ts';
import { texts, useLanguage, useTexts } from '../core/texts.ts';
import { Cell, FirstCell, Row, Table } from './table.tsx';

const messages = texts({
  it: { title: 'Che cosa è cambiato', field: 'Campo', before: 'Prima', after: 'Dopo' },
  en: { title: 'What changed', field: 'Field', before: 'Before', after: 'After' },
});

/** What a line of the log changed, field by field, before and after; nothing for a line that changes nothing. */
export function LogChanges({ entry: { event, changes } }: { readonly entry: Pick<LogEntry, 'event' | 'changes'> }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  if (changes === null) return null;
  if (changes.erased) return <p className="v-second">{changesLost.erased[language]}</p>;
  if (changes.unreadable) return <p className="v-second">{changesLost.unreadable[language]}</p>;
  return (
    <div className="v-list v-changes">
      <Table
        caption={t.title}
        columns={[
          { key: 'field', label: t.field },
          { key: 'before', label: t.before },
          { key: 'after', label: t.after },
        ]}
      >
        {changes.items.map(({ field, before, after }) => (
          <Row key={field}>
            <FirstCell>{fieldName(language, event, field)}</FirstCell>
            <Cell label={t.before}>
              <span className="v-breakable">{changedValue(language, event, field, before, format.day)}</span>
            </Cell>
            <Cell label={t.after}>
              <span className="v-breakable">{changedValue(language, event, field, after, format.day)}</span>
            </Cell>
          </Row>
        ))}
      </Table>
    </div>
  );
}
