import { useMutation } from '@tanstack/react-query';
import type { Policy } from '@varco/shared/policy/api';
import { policyRange, policyValue, ruleGroups, ruleTexts } from '@varco/shared/policy/messages';
import { rangeOf } from '@varco/shared/policy/profiles';
import { type EnforcedRule, isEnforced } from '@varco/shared/policy/rules';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Card } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { Field, TextField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { type Change, changesOf, type Draft, draftOf, profileValue, refusedRules, type Typed } from './draft.ts';
import { messages } from './messages.ts';
import { changePolicy } from './queries.ts';

/** Two steps: the values with what the profile admits, then what changes, the reason, and saving. */
export function ChangeRules({
  policy,
  onSaved,
  onCancel,
}: {
  readonly policy: Policy;
  readonly onSaved: (policy: Policy) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const faultsOf = useFaultsOf();
  const [base, setBase] = useState(policy);
  const [draft, setDraft] = useState<Draft>(() => draftOf(policy));
  const [reason, setReason] = useState('');
  const [reviewing, setReviewing] = useState(false);
  const [overtaken, setOvertaken] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const changes = changesOf(base, draft);
  const letGo = useUnsaved(changes.length > 0);

  const saving = useMutation({
    mutationFn: () => {
      const values = Object.fromEntries(changes.map(({ rule, value }) => [rule, value]));
      return changePolicy({ version: base.version, values, reason });
    },
    onSuccess: (next) => {
      letGo();
      onSaved(next);
    },
    onError: (error) => {
      if (isRefusal(error, 'request.changed-meanwhile')) {
        setBase(error.problem.current as Policy);
        setOvertaken(true);
        return;
      }
      const found = faultsOf(error);
      setFaults(found);
      if (found.some((fault) => fault.field !== undefined && fault.field !== 'reason')) setReviewing(false);
    },
  });
  const review = () => {
    const refused = refusedRules(base, draft);
    if (refused.length > 0) {
      setFaults(
        refused.map((rule) => ({
          field: rule,
          text: `${ruleTexts[rule][language].name}: ${t.refused(policyRange(language, rule, rangeOf(base.profile, rule)))}`,
        })),
      );
    } else if (changes.length === 0) setFaults([{ text: t.nothingChanged }]);
    else {
      setFaults([]);
      setReviewing(true);
    }
  };
  const save = () => {
    if (reason.trim() === '') setFaults([{ field: 'reason', text: t.reasonMissing }]);
    else {
      setFaults([]);
      saving.mutate();
    }
  };
  const leave = () => {
    letGo();
    onCancel();
  };

  if (reviewing) {
    return (
      <Review changes={changes}>
        <Form
          label={t.reviewTitle}
          faults={faults}
          submit={t.save}
          cancel={t.back}
          busy={saving.isPending}
          onSubmit={save}
          onCancel={() => {
            setFaults([]);
            setReviewing(false);
          }}
        >
          {overtaken && (
            <Note tone="warn" title={t.changedMeanwhile} takeFocus>
              <p>{t.changedText}</p>
            </Note>
          )}
          {draft.idleWarningMinutes.mode === 'own' && Number(draft.idleWarningMinutes.text) === 0 && (
            <Note tone="warn" title={t.noWarning} />
          )}
          <TextField
            name="reason"
            label={t.reason}
            hint={t.reasonHint}
            fault={faultOf(faults, 'reason')}
            value={reason}
            maxLength={500}
            autoComplete="off"
            onType={setReason}
          />
        </Form>
      </Review>
    );
  }
  return (
    <Form label={t.edit} faults={faults} submit={t.review} onSubmit={review} onCancel={leave}>
      {ruleGroups.map((group) => {
        const rules = group.rules.filter(isEnforced);
        if (rules.length === 0) return null;
        return (
          <Card key={group.name[language]} title={group.name[language]}>
            <div className="v-stack">
              {rules.map((rule) => (
                <RuleField
                  key={rule}
                  rule={rule}
                  policy={base}
                  typed={draft[rule]}
                  fault={faultOf(faults, rule)}
                  onType={(typed) => setDraft({ ...draft, [rule]: typed })}
                />
              ))}
            </div>
          </Card>
        );
      })}
    </Form>
  );
}

/** One rule: as the profile, or a value of the organization with what is admitted beside it. */
function RuleField({
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
      <Field name={asksNumber ? `${rule}-mode` : rule} label={name} hint={explanation} fault={asksNumber ? undefined : fault}>
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
          hint={t.range(policyRange(language, rule, range))}
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

function Review({ changes, children }: { readonly changes: readonly Change[]; readonly children: ReactNode }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="v-stack">
      <div>
        <h2 ref={heading} tabIndex={-1}>
          {t.reviewTitle}
        </h2>
        <p>{t.reviewFacts(changes.length)}</p>
      </div>
      <div className="v-list">
        <Table
          caption={t.reviewTitle}
          columns={[
            { key: 'rule', label: t.rule },
            { key: 'before', label: t.before },
            { key: 'after', label: t.after },
          ]}
        >
          {changes.map(({ rule, before, after, value }) => (
            <Row key={rule}>
              <FirstCell>{ruleTexts[rule][language].name}</FirstCell>
              <Cell label={t.before}>{policyValue(language, rule, before)}</Cell>
              <Cell label={t.after}>
                <strong>{value === null ? t.follow(policyValue(language, rule, after)) : policyValue(language, rule, after)}</strong>
              </Cell>
            </Row>
          ))}
        </Table>
      </div>
      {children}
    </section>
  );
}
