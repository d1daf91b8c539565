import { useQuery } from '@tanstack/react-query';
import { type Finding, findingSentence } from '@varco/shared/access-log/evidence/findings';
import { outcomeSentence } from '@varco/shared/jobs/outcomes';
import type { Conclusion, LogVerdict, Verification } from '@varco/shared/log-evidence/api';
import { useFormat } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { Note, type Tone } from '../../ui/note.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { CancelRun, Course, useSpokenChange } from './course.tsx';
import { messages } from './messages.ts';
import { isUnderWay, verificationQuery } from './queries.ts';

const tones = { agrees: 'ok', 'agrees-alone': 'ok', 'not-comparable': 'warn', differs: 'bad' } as const satisfies Record<Conclusion, Tone>;

/** One verification: how far it is, or what it came to. */
export function Verdict({
  verification,
  takesFocus,
}: {
  readonly verification: Verification;
  /** Somebody has just asked for it, or opened it. */
  readonly takesFocus: boolean;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const { conclusion, run } = verification;
  const now =
    conclusion !== null
      ? t.conclusions[conclusion]
      : isUnderWay(verification)
        ? run?.state === 'waiting'
          ? t.waits
          : t.goesOn
        : t.notVerified;
  // Who asked for it is brought to it, and reads it there.
  useSpokenChange(now, takesFocus);
  return (
    <Card title={t.latest}>
      <ul className="v-dots">
        <li>{t.asked(format.moment(verification.askedAt), verification.by ?? t.terminal)}</li>
        {verification.fileName !== null && <li>{t.compared(verification.fileName)}</li>}
        {verification.hasKey && <li>{t.withKey}</li>}
      </ul>
      {conclusion !== null && <Ended verification={verification} conclusion={conclusion} takesFocus={takesFocus} />}
      {conclusion === null && <Unended verification={verification} title={now} takesFocus={takesFocus} />}
    </Card>
  );
}

function Unended({
  verification,
  title,
  takesFocus,
}: {
  readonly verification: Verification;
  readonly title: string;
  readonly takesFocus: boolean;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { run } = verification;
  if (run && isUnderWay(verification)) {
    return (
      <Note title={title} takeFocus={takesFocus}>
        <p>
          <Course run={run} label={t.progress} />
        </p>
        <p>{t.leavePage}</p>
        <div className="v-note__acts">
          <CancelRun run={run} name={t.cancelVerificationAct} question={t.cancelVerification} act={t.cancelVerificationAct}>
            <p>{t.cancelVerificationText}</p>
          </CancelRun>
        </div>
      </Note>
    );
  }
  const isCancelled = run?.state === 'cancelled';
  return (
    <Note tone={isCancelled ? 'info' : 'bad'} title={isCancelled ? t.wasCancelled : title}>
      {run?.outcome && !isCancelled && <p>{outcomeSentence(language, run.outcome)}</p>}
    </Note>
  );
}

function Ended({
  verification,
  conclusion,
  takesFocus,
}: {
  readonly verification: Verification;
  readonly conclusion: Conclusion;
  readonly takesFocus: boolean;
}) {
  const t = useTexts(messages);
  const { data, error, refetch } = useQuery(verificationQuery(verification.id, conclusion));
  return (
    <>
      <Note tone={tones[conclusion]} title={t.conclusions[conclusion]} takeFocus={takesFocus}>
        <p>{t.meanings[conclusion]}</p>
      </Note>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data?.verdict && <Findings verdict={data.verdict} />}
      {data?.verdict && <Figures verdict={data.verdict} />}
    </>
  );
}

/** What does not add up, one sentence each, as the server's command says it. */
function Findings({ verdict: { findings, faults } }: { readonly verdict: LogVerdict }) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  if (findings.length === 0) return null;
  // The kinds are those of this server's version, which made the page too.
  const sentences = (findings as unknown as readonly Finding[]).map((finding) => findingSentence(finding)[language]);
  return (
    <>
      <h3>{faults > 0 ? t.findings : t.alsoNoted}</h3>
      <ul className="v-findings">
        {[...new Set(sentences)].map((sentence) => (
          <li key={sentence} className="v-digest">
            {sentence}
          </li>
        ))}
        {faults > findings.length && <li>{t.moreFindings(format.number(faults - findings.length))}</li>}
      </ul>
    </>
  );
}

function Figures({ verdict }: { readonly verdict: LogVerdict }) {
  const t = useTexts(messages);
  const format = useFormat();
  const {
    faults,
    sealedUntil,
    rows,
    seals,
    unsealed,
    compared,
    fromOutside,
    unreadLines,
    agrees,
    agreesOutside,
    erased,
    unreadable,
    purged,
  } = verdict;
  return (
    <Facts>
      {faults === 0 && agreesOutside !== null && (
        <Fact label={t.vouchesTo}>
          <strong>{t.newestAt(format.second(agreesOutside.at), format.number(agreesOutside.size))}</strong>
        </Fact>
      )}
      <Fact label={t.sealedTo}>{sealedUntil === null ? t.nothingYet : format.second(sealedUntil)}</Fact>
      <Fact label={t.rowsVerified}>{t.rowsIn(format.number(rows), format.number(seals))}</Fact>
      <Fact label={t.notSealed}>
        {unsealed.oldestAt === null
          ? t.none
          : t.notSealedText(unsealed.rows, format.number(unsealed.rows), format.second(unsealed.oldestAt))}
      </Fact>
      <Fact label={t.witnesses}>{t.witnessesText(format.number(compared), format.number(fromOutside))}</Fact>
      {unreadLines > 0 && <Fact label={t.unreadLines}>{t.unreadLinesText(format.number(unreadLines))}</Fact>}
      {agrees !== null && <Fact label={t.newestAgreeing}>{t.newestAt(format.second(agrees.at), format.number(agrees.size))}</Fact>}
      {erased > 0 && <Fact label={t.erasedValues}>{t.erasedText(format.number(erased))}</Fact>}
      {unreadable > 0 && <Fact label={t.unreadableValues}>{t.unreadableText(format.number(unreadable))}</Fact>}
      {purged.length > 0 && <Fact label={t.purgedMonths}>{purged.map(({ month }) => format.month(month)).join(', ')}</Fact>}
    </Facts>
  );
}
