import type { ChosenOperator, Operators, OperatorUnits } from '@varco/shared/operators/api';
import { call } from '../core/http.ts';
import { useMe } from '../core/me.ts';
import { nameIn } from '../core/names.ts';
import { texts, useLanguage, useTexts } from '../core/texts.ts';
import { Combobox, type Suggestion } from './combobox.tsx';
import { SelectField, TextField } from './field.tsx';
import { type Fault, faultOf } from './form.tsx';

const messages = texts({
  it: {
    acting: 'Operatore abilitato',
    actingHint: 'Chi scrive, con l’unità per cui lavora ora.',
    reference: 'Operatore di riferimento',
    referenceHint: 'Chi ha in carico la pratica: il servizio della sua unità ne è il proprietario.',
    myself: 'Io stesso',
    another: 'Un’altra persona',
    unit: 'Unità operativa di riferimento',
    unitHint: 'Scrivi l’inizio del nome e scegli dall’elenco.',
    person: 'Persona collocata oggi in quell’unità',
    personHint: 'Scrivi l’inizio del cognome e scegli dall’elenco.',
    unitFirst: 'Scegli prima l’unità operativa.',
    units: (count: number) => (count === 0 ? 'Nessuna unità trovata' : count === 1 ? '1 unità trovata' : `${count} unità trovate`),
    people: (count: number) => (count === 0 ? 'Nessuna persona trovata' : count === 1 ? '1 persona trovata' : `${count} persone trovate`),
  },
  en: {
    acting: 'Acting operator',
    actingHint: 'Who types, with the unit they work for now.',
    reference: 'Reference operator',
    referenceHint: 'Who is in charge of the case: the department of their unit owns it.',
    myself: 'Myself',
    another: 'Another person',
    unit: 'Reference unit',
    unitHint: 'Type the beginning of the name and choose from the list.',
    person: 'Person placed in that unit today',
    personHint: 'Type the beginning of the family name and choose from the list.',
    unitFirst: 'Choose the unit first.',
    units: (count: number) => (count === 0 ? 'No units found' : count === 1 ? '1 unit found' : `${count} units found`),
    people: (count: number) => (count === 0 ? 'Nobody found' : count === 1 ? '1 person found' : `${count} people found`),
  },
});

/** What is chosen so far of the operators of a record: oneself, or a unit and somebody placed there. */
export interface OperatorChoice {
  readonly another: boolean;
  readonly unit?: Suggestion | undefined;
  readonly person?: Suggestion | undefined;
}

/** Nothing chosen: who acts is the reference too (requirements R2.36). */
export const oneself: OperatorChoice = { another: false };

/** The reference as the server takes it; undefined: oneself. */
export const chosenReference = ({ another, unit, person }: OperatorChoice): ChosenOperator | undefined =>
  another ? ({ userId: person?.id ?? '', unitId: unit?.id ?? null } as ChosenOperator) : undefined;

/** The two pairs of a record of an iter (requirements R2.32-R2.36): who acts is told, who is in charge of it is chosen. */
export function OperatorFields({
  choice,
  faults,
  onChoose,
}: {
  readonly choice: OperatorChoice;
  readonly faults: readonly Fault[];
  readonly onChoose: (choice: OperatorChoice) => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { user, unit } = useMe();
  const { another } = choice;
  const units = async (search: string): Promise<readonly Suggestion[]> => {
    const { items } = await call<OperatorUnits>('/api/operators/units', { query: { search } });
    return items.map((one) => ({ id: one.id, name: nameIn(language, one), second: nameIn(language, one.department) }));
  };
  const people = async (search: string): Promise<readonly Suggestion[]> => {
    if (!choice.unit) return [];
    const { items } = await call<Operators>('/api/operators', { query: { search, unitId: choice.unit.id } });
    return items.map((one) => ({ ...one, second: '' }));
  };
  return (
    <>
      <TextField
        name="acting"
        label={t.acting}
        hint={t.actingHint}
        readOnly
        autoComplete="off"
        fault={faultOf(faults, 'acting')}
        value={unit ? `${user.familyName} ${user.givenName}, ${nameIn(language, unit)}` : `${user.familyName} ${user.givenName}`}
        onType={() => undefined}
      />
      <SelectField
        name="reference"
        label={t.reference}
        hint={t.referenceHint}
        value={another ? 'another' : 'myself'}
        options={[
          { value: 'myself', label: t.myself },
          { value: 'another', label: t.another },
        ]}
        fault={faultOf(faults, 'reference')}
        onChoose={(who) => onChoose(who === 'another' ? { another: true } : oneself)}
      />
      {another && (
        <div className="v-form__pair">
          <Combobox
            name="reference.unitId"
            label={t.unit}
            hint={t.unitHint}
            fault={faultOf(faults, 'reference.unitId')}
            chosen={choice.unit?.name ?? ''}
            look={units}
            count={t.units}
            onChoose={(one) => onChoose({ another: true, unit: one })}
          />
          <Combobox
            key={choice.unit?.id ?? 'none'}
            name="reference.userId"
            label={t.person}
            hint={choice.unit ? t.personHint : t.unitFirst}
            fault={faultOf(faults, 'reference.userId')}
            chosen={choice.person?.name ?? ''}
            look={people}
            count={t.people}
            onChoose={(one) => onChoose({ ...choice, person: one })}
          />
        </div>
      )}
    </>
  );
}

/** What is wrong with the reference stands beside the one field there is for it. */
const inOne = (fault: Fault): Fault => (fault.field?.startsWith('reference.') ? { ...fault, field: 'reference' } : fault);

/** The faults of a form with these fields, each beside a field that is shown. */
export const placedForOperators = (faults: readonly Fault[], { another }: OperatorChoice): Fault[] =>
  another ? [...faults] : faults.map(inOne);
