import type { Policy } from '@varco/shared/policy/api';
import { policyRange, policyValue, ruleTexts } from '@varco/shared/policy/messages';
import { rangeOf } from '@varco/shared/policy/profiles';
import type { EnforcedRule } from '@varco/shared/policy/rules';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Field, TextField } from '../../ui/field.tsx';
import { profileValue, type Typed, zeroIsNoLimit } from './draft.ts';
import { messages } from './messages.ts';

/** The name of the control in which a rule is first met: the choice, beside which a number is asked if one is wanted. */
export const firstControl = (rule: EnforcedRule, typed: Typed, policy: Policy): string =>
  typed.mode === 'own' && rangeOf(policy.profile, rule).kind === 'number' ? `${rule}-mode` : rule;

/** One rule: as the profile, or a value of the organization with what is admitted beside it. */
export function RuleField({
  rule,
  policy,
  typed,
  fault,
  onType,
}: {
  readonly rule: EnforcedRule;
  readonly policy: Policy;
  readonly typed: Typed;
  readonly fault: string | undefined;
  readonly onType: (typed: Typed) => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const range = rangeOf(policy.profile, rule);
  const { name, explanation } = ruleTexts[rule][language];
  const standard = profileValue(policy, rule);
  const follow = { value: 'profile', label: t.follow(policyValue(language, rule, standard)) };
  const never = range.kind === 'number' && range.never === true ? [{ value: 'never', label: policyValue(language, rule, 'never') }] : [];
  const own =
    range.kind === 'switch'
      ? [
          { value: 'true', label: t.yes },
          { value: 'false', label: t.no },
        ]
      : [{ value: 'own', label: t.own }, ...never];
  const chosen = typed.mode === 'own' && range.kind === 'switch' ? typed.text : typed.mode;
  const choose = (value: string) => {
    if (value === 'true' || value === 'false') onType({ mode: 'own', text: value });
    else if (value === 'own') onType({ mode: 'own', text: typed.text || (typeof standard === 'number' ? String(standard) : '') });
    else onType({ mode: value === 'never' ? 'never' : 'profile', text: typed.text });
  };
  const asksNumber = typed.mode === 'own' && range.kind === 'number';
  return (
    <div className="v-rule">
      <Field name={firstControl(rule, typed, policy)} label={name} hint={explanation} fault={asksNumber ? undefined : fault}>
        {(control) => (
          <select {...control} value={chosen} onChange={(event) => choose(event.target.value)}>
            {[follow, ...own].map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {asksNumber && (
        <TextField
          name={rule}
          label={t.value(name)}
          hint={
            zeroIsNoLimit(rule, range) ? t.rangeOrZero(policyRange(language, rule, range)) : t.range(policyRange(language, rule, range))
          }
          fault={fault}
          inputMode="numeric"
          autoComplete="off"
          value={typed.text}
          onType={(text) => onType({ mode: 'own', text })}
        />
      )}
    </div>
  );
}
