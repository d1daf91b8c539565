import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type LogColumn, logColumns } from '@varco/shared/access-log/api';
import { LONGEST_NAME } from '@varco/shared/log-searches/api';
import { useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { Choices, SelectField, TextField, Tick } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { words } from '../../../ui/words.ts';
import { ExportPanel } from '../export-panel.tsx';
import { countQuery, replaceSearch, saveSearch, searchesQuery } from '../queries.ts';
import { type LogAddress, readLogAddress } from './address.ts';
import { messages } from './messages.ts';
import { columnsOf, useColumnLabels } from './results.tsx';
import { TooWide } from './too-wide.tsx';

const route = getRouteApi('/access-log');

/** What the menu of the list opened, above the lines. */
export function Panels({ address }: { readonly address: LogAddress }) {
  const t = useTexts(messages);
  const navigate = route.useNavigate();
  const close = () => void navigate({ search: ({ panel: _panel, ...others }) => others, replace: true, resetScroll: false });
  switch (address.panel) {
    case 'export':
      return (
        <ExportPanel key={JSON.stringify(address)} title={t.acts.export} path="/api/access-log/exports" address={address} onClose={close} />
      );
    case 'count':
      return <CountPanel address={address} onClose={close} />;
    case 'columns':
      return <ColumnsPanel address={address} onClose={close} />;
    case 'save':
      return <SavePanel address={address} onClose={close} />;
    case undefined:
      return null;
  }
}

interface PanelProperties {
  readonly address: LogAddress;
  readonly onClose: () => void;
}

function CountPanel({ address, onClose }: PanelProperties) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const format = useFormat();
  const { data, error, refetch } = useQuery(countQuery(address));
  return (
    <div className="v-panel">
      <Card
        title={t.count.title}
        act={
          <Button small onClick={onClose}>
            {shared.close}
          </Button>
        }
      >
        <div role="status">
          {data && <p className="v-panel__figure">{t.count.result(data.count, format.number(data.count))}</p>}
          {!data && !error && <p>{t.count.counting}</p>}
        </div>
        {error &&
          (isRefusal(error, 'access-log.too-wide') ? <TooWide error={error} /> : <QueryFault error={error} retry={() => void refetch()} />)}
      </Card>
    </div>
  );
}

function ColumnsPanel({ address, onClose }: PanelProperties) {
  const t = useTexts(messages).columnsPanel;
  const labels = useColumnLabels();
  const navigate = route.useNavigate();
  const [columns, setColumns] = useState(columnsOf(address));
  const [order, setOrder] = useState<'newest' | 'oldest'>(address.order ?? 'newest');
  const tick = (column: LogColumn, checked: boolean) =>
    setColumns(logColumns.filter((one) => (one === column ? checked : columns.includes(one))));
  const apply = () => {
    const { panel: _panel, after: _after, before: _before, row: _row, ...others } = address;
    void navigate({ search: readLogAddress({ ...others, columns: columns.join(','), order }), resetScroll: false });
  };
  return (
    <div className="v-panel">
      <Card title={t.title}>
        <Form label={t.title} faults={[]} submit={t.apply} onSubmit={apply} onCancel={onClose}>
          <fieldset className="v-choices">
            <legend>{t.columns}</legend>
            <p className="v-field__hint">{t.always}</p>
            <div className="v-ticks">
              {logColumns.map((column) =>
                column === 'at' ? null : (
                  <Tick
                    key={column}
                    name={`column-${column}`}
                    label={labels[column]}
                    checked={columns.includes(column)}
                    onTick={(checked) => tick(column, checked)}
                  />
                ),
              )}
            </div>
          </fieldset>
          <Choices
            name="order"
            label={t.order}
            value={order}
            choices={[
              { value: 'newest', label: t.newest },
              { value: 'oldest', label: t.oldest },
            ]}
            onChoose={setOrder}
          />
        </Form>
      </Card>
    </div>
  );
}

function SavePanel({ address, onClose }: PanelProperties) {
  const t = useTexts(messages).savePanel;
  const shared = useTexts(words);
  const client = useQueryClient();
  const faultsOf = useFaultsOf();
  const [name, setName] = useState('');
  const own = (useQuery(searchesQuery).data ?? []).filter((search) => search.own);
  const [target, setTarget] = useState('');
  const [isShared, setShared] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const saving = useMutation({
    mutationFn: () => (target === '' ? saveSearch(name, isShared, address) : replaceSearch(target, address)),
    onSuccess: () => client.invalidateQueries({ queryKey: searchesQuery.queryKey }),
    onError: (error) => setFaults(faultsOf(error)),
  });
  if (saving.data) {
    return (
      <div className="v-panel">
        <Note tone="ok" title={target === '' ? t.saved(saving.data.name) : t.updated(saving.data.name)} takeFocus>
          <div className="v-note__acts">
            <Link to="/access-log/searches">{t.open}</Link>
            <Button small onClick={onClose}>
              {shared.close}
            </Button>
          </div>
        </Note>
      </div>
    );
  }
  return (
    <div className="v-panel">
      <Card title={t.title}>
        <p>{t.text}</p>
        <Form label={t.title} faults={faults} submit={t.save} busy={saving.isPending} onSubmit={() => saving.mutate()} onCancel={onClose}>
          {own.length > 0 && (
            <SelectField
              name="target"
              label={t.as}
              value={target}
              options={[{ value: '', label: t.fresh }, ...own.map((search) => ({ value: search.id, label: t.update(search.name) }))]}
              onChoose={setTarget}
            />
          )}
          {target === '' ? (
            <>
              <TextField
                name="name"
                label={t.name}
                fault={faultOf(faults, 'name')}
                maxLength={LONGEST_NAME}
                autoComplete="off"
                value={name}
                onType={setName}
              />
              <Tick name="shared" label={t.shared} hint={t.sharedHint} checked={isShared} onTick={setShared} />
            </>
          ) : (
            <p>{t.updateHint}</p>
          )}
        </Form>
      </Card>
    </div>
  );
}
