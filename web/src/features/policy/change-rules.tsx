import { useMutation } from '@tanstack/react-query';
import type { Policy } from '@varco/shared/policy/api';
import { policyRange, ruleGroups, ruleTexts } from '@varco/shared/policy/messages';
import { rangeOf } from '@varco/shared/policy/profiles';
import { type EnforcedRule, isEnforced } from '@varco/shared/policy/rules';
import { useEffect, useRef, useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Card } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { controlId, TextField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { changesOf, type Draft, draftOf, rebased, refusedRules } from './draft.ts';
import { messages } from './messages.ts';
import { changePolicy } from './queries.ts';
import { Review } from './review.tsx';
import { firstControl, RuleField } from './rule-field.tsx';

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
        const current = error.problem.current as Policy;
        const mine = rebased(draft, base, current);
        setBase(current);
        setDraft(mine);
        if (changesOf(current, mine).length > 0) setOvertaken(true);
        else {
          setFaults([{ text: t.savedByOther }]);
          setReviewing(false);
        }
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
      <Review changes={changes} people={base.people}>
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
    <Values
      policy={base}
      draft={draft}
      faults={faults}
      first={changes[0]?.rule ?? base.rules[0]?.rule}
      onType={setDraft}
      onSubmit={review}
      onCancel={leave}
    />
  );
}

/** The first step: every rule under its heading; it opens on the rule changed last time, or on the first. */
function Values({
  policy,
  draft,
  faults,
  first,
  onType,
  onSubmit,
  onCancel,
}: {
  readonly policy: Policy;
  readonly draft: Draft;
  readonly faults: readonly Fault[];
  readonly first: EnforcedRule | undefined;
  readonly onType: (draft: Draft) => void;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const opening = useRef(faults.length === 0 && first !== undefined ? firstControl(first, draft[first], policy) : undefined);
  useEffect(() => {
    if (opening.current !== undefined) document.getElementById(controlId(opening.current))?.focus();
  }, []);
  return (
    <Form label={t.edit} faults={faults} submit={t.review} onSubmit={onSubmit} onCancel={onCancel}>
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
                  policy={policy}
                  typed={draft[rule]}
                  fault={faultOf(faults, rule)}
                  onType={(typed) => onType({ ...draft, [rule]: typed })}
                />
              ))}
            </div>
          </Card>
        );
      })}
    </Form>
  );
}
