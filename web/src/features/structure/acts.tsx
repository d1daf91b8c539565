import { useMutation } from '@tanstack/react-query';
import type { Department, Unit } from '@varco/shared/structure/api';
import { useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useFormat } from '../../core/me.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import type { Fault } from '../../ui/form.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { words } from '../../ui/words.ts';
import { placedIn } from './chart.ts';
import { messages } from './messages.ts';
import { changeDepartment, changeUnit, remove } from './queries.ts';

/** One department, or one unit and the department it belongs to. */
export type Subject =
  | { readonly kind: 'department'; readonly department: Department }
  | { readonly kind: 'unit'; readonly department: Department; readonly unit: Unit };

/** The department or the unit itself. */
export const thingOf = (subject: Subject): Department | Unit => (subject.kind === 'unit' ? subject.unit : subject.department);

/** Switches off or on; whatever else somebody changed meanwhile stays as it is now. */
export async function switchTo(subject: Subject, active: boolean): Promise<void> {
  const { id, name, nameEnglish, version } = thingOf(subject);
  const save = (now: object) => {
    const common = { name, nameEnglish, version, ...now, active };
    if (subject.kind === 'department') return changeDepartment(id, common);
    return changeUnit(id, { departmentId: subject.department.id, site: subject.unit.site, ...common });
  };
  try {
    await save({});
  } catch (error) {
    if (!isRefusal(error, 'request.changed-meanwhile')) throw error;
    await save(error.problem.current as object);
  }
}

/** Asks before something is switched off: who notices, and what stays. */
export function SwitchOff({
  subject,
  onDone,
  onClose,
}: {
  readonly subject: Subject;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const sentence = useFaultSentence();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const { kind } = subject;
  const people = placedIn(subject.kind === 'unit' ? [subject.unit] : subject.department.units);
  const switching = useMutation({
    mutationFn: () => switchTo(subject, false),
    onSuccess: onDone,
    onError: (error) => setFaults([{ text: sentence(error) }]),
  });
  return (
    <Confirm
      title={t.off.title[kind](nameIn(language, thingOf(subject)))}
      act={t.switchOff[kind]}
      busy={switching.isPending}
      faults={faults}
      onConfirm={() => switching.mutate()}
      onCancel={onClose}
    >
      <p>{t.off.text[kind]}</p>
      {people > 0 && <p>{t.off.people(people, format.number(people))}</p>}
      <p>{kind === 'unit' ? t.off.stays : t.off.staysDepartment}</p>
    </Confirm>
  );
}

/** Asks before something is deleted; what is in use is not, and then it says what to do instead. */
export function Remove({
  subject,
  onDone,
  onSwitchOff,
  onClose,
}: {
  readonly subject: Subject;
  readonly onDone: () => void;
  /** Only for who may, and while it is on. */
  readonly onSwitchOff: (() => void) | undefined;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const sentence = useFaultSentence();
  const [refused, setRefused] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const { kind } = subject;
  const thing = thingOf(subject);
  const name = nameIn(language, thing);
  const removing = useMutation({
    mutationFn: () => remove(kind, thing.id),
    onSuccess: onDone,
    onError: (error) => {
      if (isRefusal(error, 'structure.in-use')) setRefused(true);
      // Somebody else was faster: it is gone, as was wanted.
      else if (isRefusal(error, 'request.not-found')) onDone();
      else setFaults([{ text: sentence(error) }]);
    },
  });
  if (refused || isInUse(subject)) {
    return (
      <Dialog
        key="in-use"
        title={t.delete.inUseTitle[kind](name)}
        onClose={onClose}
        acts={
          <>
            <Button data-first onClick={onClose}>
              {shared.close}
            </Button>
            {onSwitchOff && (
              <Button look="main" onClick={onSwitchOff}>
                {t.switchOff[kind]}
              </Button>
            )}
          </>
        }
      >
        <Uses subject={subject} />
      </Dialog>
    );
  }
  return (
    <Confirm
      title={t.delete.title[kind](name)}
      act={t.delete.act[kind]}
      busy={removing.isPending}
      faults={faults}
      onConfirm={() => removing.mutate()}
      onCancel={onClose}
    >
      <p>{t.delete.text}</p>
    </Confirm>
  );
}

const isInUse = (subject: Subject): boolean => (subject.kind === 'unit' ? subject.unit.people > 0 : subject.department.units.length > 0);

/** Why something is not deleted, as far as the page knows. */
function Uses({ subject }: { readonly subject: Subject }) {
  const t = useTexts(messages).delete;
  const format = useFormat();
  const count = subject.kind === 'unit' ? subject.unit.people : subject.department.units.length;
  const known = subject.kind === 'unit' ? t.hasPeople : t.hasUnits;
  return (
    <>
      {count > 0 && <p>{known(count, format.number(count))}</p>}
      <p>{t.past}</p>
    </>
  );
}
