import { policyValue, ruleTexts } from '@varco/shared/policy/messages';
import { profiles } from '@varco/shared/policy/profiles';
import { breaksOf, type StandardRule } from '@varco/shared/policy/standards';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { useFormat } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { State } from '../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import type { Change } from './draft.ts';
import { effectOf, touchedBy, wayOf } from './effects.ts';
import { messages } from './messages.ts';

/** A number stays beside its unit. */
const onOneLine = (value: string): string => value.replaceAll(' ', '\u00a0');

/** What saving would do, rule by rule: to which value, to whom, from when, and against which standards (requirements D1). */
export function Review({
  changes,
  people,
  children,
}: {
  readonly changes: readonly Change[];
  readonly people: number;
  readonly children: ReactNode;
}) {
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
            { key: 'whom', label: t.whom },
            { key: 'breaks', label: t.breaks },
          ]}
        >
          {changes.map((change) => (
            <Row key={change.rule}>
              <FirstCell>{ruleTexts[change.rule][language].name}</FirstCell>
              <Cell label={t.before}>{onOneLine(policyValue(language, change.rule, change.before))}</Cell>
              <Cell label={t.after}>
                <After change={change} />
              </Cell>
              <Cell label={t.whom}>
                <Effect change={change} people={people} />
              </Cell>
              <Cell label={t.breaks}>
                <Breaks change={change} />
              </Cell>
            </Row>
          ))}
        </Table>
      </div>
      {children}
    </section>
  );
}

function After({ change: { rule, after, value } }: { readonly change: Change }) {
  const t = useTexts(messages);
  const text = policyValue(useLanguage(), rule, after);
  return <strong>{value === null ? t.follow(text) : onOneLine(text)}</strong>;
}

function Effect({ change: { rule, before, after, value }, people }: { readonly change: Change; readonly people: number }) {
  const t = useTexts(messages);
  const format = useFormat();
  const way = wayOf(before, after);
  const touched = touchedBy(rule, way, people);
  if (way === 'same') return <Noticed whom={t.nobody} what={value === null ? t.sameByProfile : t.sameByOrganization} />;
  return <Noticed whom={touched === 0 ? t.nobodyYet : t.people(touched, format.number(touched))} what={effectOf(t.effects, rule, way)} />;
}

function Noticed({ whom, what }: { readonly whom: string; readonly what: string }) {
  return (
    <>
      {whom}
      <span className="v-table__second">{what}</span>
    </>
  );
}

/** Which rules of which standards the new value breaks, each with what it asks. */
function Breaks({ change: { rule, after } }: { readonly change: Change }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const breaks = breaksOf(rule, after as never);
  if (breaks.length === 0) return t.breaksNothing;
  const asks = (standard: StandardRule) =>
    t.standards[standard].asks ?? t.measuresAsk(policyValue(language, rule, profiles['misure-minime'].values[rule]));
  return breaks.map((standard) => (
    <Fragment key={standard}>
      <State mark="warn">{t.standards[standard].name}</State>
      <span className="v-table__second">{asks(standard)}</span>
    </Fragment>
  ));
}
