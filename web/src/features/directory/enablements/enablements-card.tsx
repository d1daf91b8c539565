import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { UserEnablements } from '@varco/shared/organizations/api';
import { useState } from 'react';
import { mayDoEverywhere, useFormat, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { looks } from '../../../ui/button.tsx';
import { Card, Fact, Facts } from '../../../ui/card.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { Choices, SelectField, TextField, Tick } from '../../../ui/field.tsx';
import { type Fault, Form } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { words } from '../../../ui/words.ts';
import { messages } from './messages.ts';
import { enablementsQuery, organizationsToChooseQuery, saveEnablements } from './queries.ts';

/** Where a user may work; an administrator of the installation changes it (requirements R1.14, D2). */
export function EnablementsCard({
  userId,
  editing,
  onClose,
}: {
  readonly userId: string;
  readonly editing: boolean;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const me = useMe();
  const { data, error, refetch } = useQuery(enablementsQuery(userId));
  const [saved, setSaved] = useState(false);
  const mayModify = mayDoEverywhere(me, 'modify', 'organizations');
  // With one organization there is nothing to say.
  if (!mayModify && data?.items.length === 1) return null;
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!data) return null;
  if (editing && mayModify) {
    return (
      <EditEnablements
        userId={userId}
        present={data}
        onSaved={() => {
          setSaved(true);
          onClose();
        }}
        onCancel={onClose}
      />
    );
  }
  return (
    <Card
      title={t.title}
      act={
        mayModify && (
          <Link
            to="/users/$id"
            params={{ id: userId }}
            search={{ edit: 'organizations' }}
            className={`${looks.plain} v-button--small`}
            aria-label={t.editName}
            resetScroll={false}
            onClick={() => setSaved(false)}
          >
            {t.edit}
          </Link>
        )
      }
    >
      {saved && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{t.savedText}</p>
        </Note>
      )}
      <Shown enablements={data} />
    </Card>
  );
}

function Shown({ enablements: { everywhere, items } }: { readonly enablements: UserEnablements }) {
  const t = useTexts(messages);
  const format = useFormat();
  const others = items.filter(({ home }) => !home);
  const usual = items.find((one) => one.usual);
  return (
    <Facts>
      <Fact label={t.home}>{items.find(({ home }) => home)?.name}</Fact>
      <Fact label={t.others}>
        {everywhere && <p>{t.everywhere}</p>}
        {others.length === 0 && !everywhere && t.none}
        {others.length > 0 && (
          <ul className="v-list-plain">
            {others.map((one) => (
              <li key={one.id}>
                {one.name}{' '}
                <span className="v-second">
                  {one.endedAt === null ? t.since(format.date(one.since)) : t.ended(format.date(one.endedAt))}
                  {!one.active && `, ${t.off}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Fact>
      {others.length > 0 && <Fact label={t.usual}>{usual?.name}</Fact>}
    </Facts>
  );
}

/** With more organizations than this one looks for them. */
const MANY = 8;

function EditEnablements({
  userId,
  present,
  onSaved,
  onCancel,
}: {
  readonly userId: string;
  readonly present: UserEnablements;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const home = present.items.find((one) => one.home);
  const open = present.items.filter((one) => !one.home && one.endedAt === null);
  const [everywhere, setEverywhere] = useState(present.everywhere);
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(() => new Map(open.map(({ id, name }) => [id, name])));
  const [usual, setUsual] = useState(present.items.find((one) => one.usual)?.id ?? home?.id ?? '');
  const [search, setSearch] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const { data: found } = useQuery(organizationsToChooseQuery(search.trim()));
  const isChanged =
    everywhere !== present.everywhere ||
    chosen.size !== open.length ||
    open.some(({ id }) => !chosen.has(id)) ||
    usual !== (present.items.find((one) => one.usual)?.id ?? home?.id);
  const forget = useUnsaved(isChanged);
  const saving = useMutation({
    mutationFn: () => saveEnablements(userId, { everywhere, organizations: [...chosen.keys()], usual: usual === home?.id ? null : usual }),
    onSuccess: (next) => {
      forget();
      queries.setQueryData(enablementsQuery(userId).queryKey, next);
      void queries.invalidateQueries({ queryKey: ['access-log'] });
      void queries.invalidateQueries({ queryKey: ['me'] });
      onSaved();
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const offered = new Map<string, string>([
    ...chosen,
    ...(found?.items ?? [])
      .filter(({ id, active }) => id !== home?.id && (active || chosen.has(id)))
      .map(({ id, name }) => [id, name] as const),
  ]);
  const pick = (id: string, name: string, on: boolean) => {
    setChosen((now) => new Map(on ? [...now, [id, name]] : [...now].filter(([other]) => other !== id)));
    if (!on && usual === id) setUsual(home?.id ?? '');
  };
  const mayBeUsual = everywhere ? offered : chosen;
  return (
    <Card title={t.title}>
      <Form
        label={t.editName}
        faults={faults}
        submit={shared.save}
        busy={saving.isPending}
        onSubmit={() => {
          setFaults([]);
          saving.mutate();
        }}
        onCancel={() => {
          forget();
          onCancel();
        }}
      >
        <Choices
          name="everywhere"
          label={t.where}
          value={everywhere ? 'all' : 'list'}
          choices={[
            { value: 'list', label: t.list, hint: t.listHint },
            { value: 'all', label: t.all, hint: t.allHint },
          ]}
          onChoose={(value) => setEverywhere(value === 'all')}
        />
        {!everywhere && (
          <fieldset className="v-choices">
            <legend>{t.organizations}</legend>
            {((found?.items.length ?? 0) > MANY || search !== '') && (
              <TextField name="filter" type="search" label={t.filter} autoComplete="off" value={search} onType={setSearch} />
            )}
            {offered.size === 0 && <p>{t.noneFound}</p>}
            {[...offered].map(([id, name]) => (
              <Tick key={id} name={`organization-${id}`} label={name} checked={chosen.has(id)} onTick={(on) => pick(id, name, on)} />
            ))}
            {open.length > 0 && <p className="v-field__hint">{t.endsText}</p>}
          </fieldset>
        )}
        {home && mayBeUsual.size > 0 && (
          <SelectField
            name="usual"
            label={t.usual}
            value={usual}
            options={[{ value: home.id, label: home.name }, ...[...mayBeUsual].map(([value, label]) => ({ value, label }))]}
            onChoose={setUsual}
          />
        )}
      </Form>
    </Card>
  );
}
