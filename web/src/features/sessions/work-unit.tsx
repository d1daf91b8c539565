import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { fold } from '@varco/shared/identity/folding';
import type { WorkUnit } from '@varco/shared/sessions/api';
import { useCallback, useEffect, useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useVoice } from '../../core/live.tsx';
import { useMe } from '../../core/me.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { somethingUnsaved } from '../../core/unsaved.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';

import { Choices, TextField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { messages } from './messages.ts';
import { onOtherTab, tellOtherTabs } from './other-tabs.ts';
import { chooseUnit, meQuery } from './queries.ts';

/** With more units than this one looks for one's own. */
const MANY = 8;

/** The names of a unit and of its department in the reader's language. */
function useNames(): (unit: WorkUnit) => readonly [unit: string, department: string] {
  const language = useLanguage();
  return (unit) => [nameIn(language, unit), nameIn(language, unit.department)];
}

/** The unit for which one works, in the band: a button where there is a choice (requirements R2.3, R2.25). */
export function WorkUnitMark({ onChoose }: { readonly onChoose: () => void }) {
  const t = useTexts(messages).work;
  const names = useNames();
  const { unit, units } = useMe();
  if (!unit) return null;
  const [name, department] = names(unit);
  const words = (
    <>
      <span className="v-band__label">{t.label}</span>{' '}
      <span className="v-band__unit" title={`${name}, ${department}`}>
        {name}
      </span>
    </>
  );
  if (units.length < 2) {
    return (
      <p className="v-band__work v-wide-only">
        <span className="v-band__words">{words}</span>
      </p>
    );
  }
  return (
    <button
      type="button"
      className="v-band__work v-wide-only"
      aria-haspopup="dialog"
      aria-label={t.changeFrom(name, department)}
      onClick={onChoose}
    >
      <span className="v-band__words">{words}</span>
      <Icon name="down" size={16} />
    </button>
  );
}

/** The same in the menu of the phone. */
export function WorkUnitInMenu({ onChoose }: { readonly onChoose: () => void }) {
  const t = useTexts(messages).work;
  const names = useNames();
  const { unit, units } = useMe();
  if (!unit) return null;
  const [name, department] = names(unit);
  return (
    <div className="v-side__group v-drawer__person">
      <h2 className="v-side__title">{t.label}</h2>
      <p className="v-drawer__unit">
        <strong>{name}</strong>
        <span className="v-second">{department}</span>
      </p>
      {units.length > 1 && (
        <button type="button" className="v-side__link" onClick={onChoose}>
          {t.change}
        </button>
      )}
    </div>
  );
}

/** The unit for which one works, among one's own details; nothing for who works for none. */
export function WorkUnitCard() {
  const t = useTexts(messages).work;
  const names = useNames();
  const { unit, units } = useMe();
  const [choosing, setChoosing] = useState(false);
  if (!unit) return null;
  const [name, department] = names(unit);
  return (
    <Card
      title={t.label}
      act={
        units.length > 1 && (
          <Button small onClick={() => setChoosing(true)}>
            {t.change}
          </Button>
        )
      }
    >
      <Facts>
        <Fact label={t.unit}>{name}</Fact>
        <Fact label={t.department}>{department}</Fact>
      </Facts>
      <p className="v-card__foot v-second">
        {t.cardText} {units.length > 1 && t.others(units.length - 1)}
      </p>
      {choosing && <ChooseUnit onClose={() => setChoosing(false)} />}
    </Card>
  );
}

/**
 * Reads again who is signed in, and everything that the page shows: rights may have changed. Where the page is no longer allowed it says
 * so in its place.
 */
export function useReread(): () => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(async () => {
    const me = await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    router.update({ ...router.options, context: { me } });
    await router.invalidate();
    await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
  }, [queries, router]);
}

/** Follows a choice made in another tab of the same session; what is typed here and not saved stays, only the band changes. */
export function useOtherTabsUnit(): void {
  const queries = useQueryClient();
  const reread = useReread();
  useEffect(
    () =>
      onOtherTab((message) => {
        if (message !== 'unit-chosen') return;
        void (somethingUnsaved() ? queries.invalidateQueries({ queryKey: meQuery.queryKey }) : reread());
      }),
    [queries, reread],
  );
}

/** What is typed and not saved would be lost: asked before anything else. */
export function UnsavedFirst({
  onClose,
  onAgree,
  words: t,
}: {
  readonly onClose: () => void;
  readonly onAgree: () => void;
  readonly words: { readonly unsavedTitle: string; readonly unsavedText: string; readonly stay: string; readonly goOn: string };
}) {
  return (
    <Dialog
      key="unsaved"
      title={t.unsavedTitle}
      onClose={onClose}
      acts={
        <>
          <Button data-first onClick={onClose}>
            {t.stay}
          </Button>
          <Button look="danger" onClick={onAgree}>
            {t.goOn}
          </Button>
        </>
      }
    >
      <p>{t.unsavedText}</p>
    </Dialog>
  );
}

/** Asks for which of one's units one works from now on. */
export function ChooseUnit({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(messages).work;
  const me = useMe();
  const names = useNames();
  const voice = useVoice();
  const queries = useQueryClient();
  const reread = useReread();
  const sentence = useFaultSentence();
  const [chosen, setChosen] = useState(me.unit?.id ?? '');
  const [filter, setFilter] = useState('');
  const [agreed, setAgreed] = useState(() => !somethingUnsaved());
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const switching = useMutation({
    mutationFn: async (unit: WorkUnit) => {
      await chooseUnit(unit.id);
      await reread();
    },
    onSuccess: (_, unit) => {
      tellOtherTabs('unit-chosen');
      onClose();
      voice.say(t.chosen(...names(unit)));
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.not-found')) return setFaults([{ text: sentence(error) }]);
      setFaults([{ field: 'unit', text: t.gone }]);
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });

  if (!agreed) return <UnsavedFirst onClose={onClose} onAgree={() => setAgreed(true)} words={t} />;
  const wanted = fold(filter);
  const offered = me.units.filter((unit) => unit.id === chosen || names(unit).some((name) => fold(name).includes(wanted)));
  const submit = () => {
    setFaults([]);
    const unit = me.units.find(({ id }) => id === chosen);
    if (!unit || unit.id === me.unit?.id) onClose();
    else switching.mutate(unit);
  };
  return (
    <Dialog title={t.title} onClose={onClose}>
      <p>{t.text}</p>
      <Form label={t.title} faults={faults} submit={t.choose} busy={switching.isPending} onSubmit={submit} onCancel={onClose}>
        {me.units.length > MANY && (
          <TextField name="unit-filter" type="search" label={t.filter} autoComplete="off" value={filter} onType={setFilter} />
        )}
        <Choices
          name="unit"
          label={t.unit}
          fault={faultOf(faults, 'unit')}
          value={chosen}
          choices={offered.map((unit) => {
            const [label, hint] = names(unit);
            return { value: unit.id, label, hint };
          })}
          onChoose={setChosen}
        />
      </Form>
    </Dialog>
  );
}
