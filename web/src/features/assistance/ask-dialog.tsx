import { useMutation } from '@tanstack/react-query';
import type { AssistanceRequest } from '@varco/shared/assistance/api';
import { useState } from 'react';
import { call, isRefusal } from '../../core/http.ts';
import { useFormat, useMe } from '../../core/me.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { AreaField, DayField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { chosenReference, OperatorFields, oneself, placedForOperators } from '../../ui/operators.tsx';
import { useSpan } from './acts.tsx';
import { messages } from './messages.ts';

/** A request as it stands on the server. */
type Asked = Pick<AssistanceRequest, 'version' | 'need' | 'from' | 'to' | 'reference'>;

/** Asks for assistance, or corrects what was asked as long as nobody has answered (requirements R3.34, R2.32). */
export function AskDialog({
  request,
  onDone,
  onReread,
  onClose,
}: {
  readonly request: AssistanceRequest | undefined;
  readonly onDone: () => void;
  /** The page shows what is no longer so. */
  readonly onReread: () => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  const format = useFormat();
  const today = format.today();
  const faultsOf = useFaultsOf();
  const span = useSpan();
  const beginning = (asked: Asked | undefined) => {
    const { reference } = asked ?? {};
    const isAnother = reference !== undefined && (reference.id !== me.user.id || (reference.unit?.id ?? null) !== (me.unit?.id ?? null));
    const unit = reference?.unit ? { id: reference.unit.id, name: nameIn(language, reference.unit), second: '' } : undefined;
    return {
      typed: { need: asked?.need ?? '', from: asked?.from ?? today, to: asked?.to ?? today },
      choice: isAnother && reference ? { another: true, unit, person: { id: reference.id, name: reference.name, second: '' } } : oneself,
    };
  };
  const [begin, setBegin] = useState(() => beginning(request));
  const [theirs, setTheirs] = useState<Asked>();
  const [typed, setTyped] = useState(begin.typed);
  const [choice, setChoice] = useState(begin.choice);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const unsaved = typed !== begin.typed || choice !== begin.choice;
  const letGo = useUnsaved(unsaved);
  const saving = useMutation({
    mutationFn: () => {
      const body = { ...typed, reference: chosenReference(choice) };
      return request
        ? call<unknown>(`/api/assistance/${encodeURIComponent(request.id)}`, {
            method: 'PATCH',
            body: { ...body, version: (theirs ?? request).version },
          })
        : call<unknown>('/api/assistance', { method: 'POST', body });
    },
    onSuccess: () => {
      letGo();
      onDone();
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) return setFaults(placedForOperators(faultsOf(error), choice));
      const now = error.problem.current as Asked;
      const next = beginning(now);
      // What only the other changed is taken over; what was typed here stays.
      const touched = Object.entries(typed).filter(([field, value]) => begin.typed[field as keyof typeof typed] !== value);
      setTyped({ ...next.typed, ...Object.fromEntries(touched) });
      if (choice === begin.choice) setChoice(next.choice);
      setBegin(next);
      setTheirs(now);
      onReread();
    },
  });
  const submit = () => {
    const missing: Fault[] = [
      ...(typed.need.trim() === '' ? [{ field: 'need', text: t.needed }] : []),
      ...(typed.from === '' ? [{ field: 'from', text: t.chooseFrom }] : []),
      ...(typed.to === '' ? [{ field: 'to', text: t.chooseTo }] : []),
      ...(choice.another && !choice.unit ? [{ field: 'reference.unitId', text: t.chooseUnit }] : []),
      ...(choice.another && choice.unit && !choice.person ? [{ field: 'reference.userId', text: t.choosePerson }] : []),
    ];
    setFaults(missing);
    if (missing.length === 0) saving.mutate();
  };
  const leave = () => {
    letGo();
    onClose();
  };
  const title = request ? t.correct : t.ask;
  return (
    <Dialog title={title} unsaved={unsaved} onClose={leave}>
      <p>{t.explain}</p>
      <Form label={title} faults={faults} submit={request ? t.save : t.ask} busy={saving.isPending} onSubmit={submit} onCancel={leave}>
        {theirs && (
          <Note key={theirs.version} tone="warn" title={t.meanwhile} takeFocus>
            <p>{t.meanwhileText}</p>
            <ul className="v-note__list">
              <li>
                {t.need}: {theirs.need}
              </li>
              <li>
                {t.days}: {span(theirs)}
              </li>
              <li>{t.reference(theirs.reference.name)}</li>
            </ul>
          </Note>
        )}
        <AreaField
          name="need"
          label={t.need}
          hint={t.needHint}
          rows={3}
          maxLength={500}
          fault={faultOf(faults, 'need')}
          value={typed.need}
          onType={(need) => setTyped({ ...typed, need })}
        />
        <div className="v-form__pair">
          <DayField
            name="from"
            label={t.from}
            fault={faultOf(faults, 'from')}
            value={typed.from}
            onType={(from) => setTyped({ ...typed, from })}
          />
          <DayField name="to" label={t.to} fault={faultOf(faults, 'to')} value={typed.to} onType={(to) => setTyped({ ...typed, to })} />
        </div>
        <OperatorFields choice={choice} faults={faults} onChoose={setChoice} />
      </Form>
    </Dialog>
  );
}
