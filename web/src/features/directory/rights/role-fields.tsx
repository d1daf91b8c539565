import type { RoleChoices } from '@varco/shared/authorization/overview';
import { useTexts } from '../../../core/texts.ts';
import { SelectField } from '../../../ui/field.tsx';
import { type Fault, faultOf } from '../../../ui/form.tsx';
import { messages } from './messages.ts';
import { EVERYWHERE, suitable } from './suitable.ts';

/** Where and which role: the unit first, which narrows the roles (requirements R2.14). */
export function RoleFields({
  choices,
  unit,
  role,
  faults,
  giving = false,
  onUnit,
  onRole,
}: {
  readonly choices: RoleChoices;
  readonly unit: string;
  readonly role: string;
  readonly faults: readonly Fault[];
  /** Only roles that may be given by who looks are offered. */
  readonly giving?: boolean;
  readonly onUnit: (unit: string) => void;
  readonly onRole: (role: string) => void;
}) {
  const t = useTexts(messages);
  const fitting = suitable(choices, unit);
  const offered = giving ? fitting.filter(({ mayGive }) => mayGive) : fitting;
  const keptBack = fitting.length - offered.length;
  const hint = [unit === '' && t.unitFirst, unit !== '' && offered.length === 0 && t.noneFits, keptBack > 0 && t.keptBack(keptBack)]
    .filter((sentence) => sentence !== false)
    .join(' ');
  return (
    <>
      <SelectField
        name="unitId"
        label={t.unit}
        hint={t.everywhereHint}
        fault={faultOf(faults, 'unitId')}
        value={unit}
        options={[
          { value: '', label: t.choose },
          { value: EVERYWHERE, label: t.everywhere },
          ...choices.units.map(({ id, name, department }) => ({ value: id, label: name, group: department.name })),
        ]}
        onChoose={onUnit}
      />
      <SelectField
        name="roleId"
        label={t.role}
        {...(hint === '' ? {} : { hint })}
        fault={faultOf(faults, 'roleId')}
        value={offered.some(({ id }) => id === role) ? role : ''}
        options={[
          { value: '', label: t.choose },
          ...offered.map(({ id, name, department }) => ({
            value: id,
            label: name,
            group: department === null ? t.rolesOfAll : t.rolesOf(department.name),
          })),
        ]}
        onChoose={onRole}
      />
    </>
  );
}
