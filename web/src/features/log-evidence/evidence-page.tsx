import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { LogEvidence } from '@varco/shared/log-evidence/api';
import { useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { ArchiveCard, Archives } from './archive-card.tsx';
import { messages } from './messages.ts';
import { checkpointAddress, evidenceQuery, isUnderWay, keyAddress, verificationQuery } from './queries.ts';
import { Verdict } from './verdict.tsx';
import { Earlier, VerifyCard } from './verify-card.tsx';

const route = getRouteApi('/log-evidence');

/** How it is proved that the log is what was written, here and elsewhere (requirements D5, R2.21). */
export default function EvidencePage() {
  const t = useTexts(messages);
  const { data, error, refetch } = useQuery(evidenceQuery);
  const [asked, setAsked] = useState<string>();
  return (
    <Page title={t.title} facts={<p>{t.facts}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && (
        <div className="v-stack">
          <Shown evidence={data} asked={asked} />
          <VerifyCard onAsked={setAsked} />
          <Earlier verifications={data.verifications} />
          <ArchiveCard isOpen={data.archives.some((archive) => archive.own && isUnderWay(archive))} />
          <Archives archives={data.archives} />
          <Keep evidence={data} />
          <Check />
        </div>
      )}
    </Page>
  );
}

/** The verification that the address names, else the newest; never another one in the place of that which was named. */
function Shown({ evidence: { verifications }, asked }: { readonly evidence: LogEvidence; readonly asked: string | undefined }) {
  const t = useTexts(messages);
  const { verification } = route.useSearch();
  const listed = verifications.find(({ id }) => verification === undefined || id === verification);
  // The list tells the newest alone.
  const { data, error, refetch } = useQuery({
    ...verificationQuery(verification ?? '', 'earlier'),
    enabled: verification !== undefined && !listed,
  });
  const shown = listed ?? (verification === undefined ? undefined : data);
  if (shown) return <Verdict key={shown.id} verification={shown} takesFocus={shown.id === asked || shown.id === verification} />;
  if (isRefusal(error, 'request.not-found')) {
    return (
      <Note tone="warn" title={t.verificationGone}>
        <p>{t.verificationGoneText}</p>
      </Note>
    );
  }
  return error ? <QueryFault error={error} retry={() => void refetch()} /> : null;
}

/** What an auditor takes away from time to time. */
function Keep({ evidence: { origin, key, checkpoint, unsealed } }: { readonly evidence: LogEvidence }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <Card title={t.keep}>
      <p>{t.keepText}</p>
      <Facts>
        <Fact label={t.newestCheckpoint}>
          {checkpoint === null ? t.nothingSealed : t.newestAt(format.second(checkpoint.at), format.number(checkpoint.size))}
          <span className="v-second">
            {unsealed.oldestAt === null
              ? t.allSealed
              : t.unsealed(unsealed.rows, format.number(unsealed.rows), format.second(unsealed.oldestAt))}
          </span>
        </Fact>
        <Fact label={t.logName}>
          <code className="v-digest">{origin}</code>
        </Fact>
        <Fact label={t.publicKey}>
          <code className="v-digest">{key}</code>
        </Fact>
      </Facts>
      <p className="v-ways-on">
        {checkpoint !== null && (
          <a href={checkpointAddress} download="" className={looks.plain}>
            {t.checkpointAct}
          </a>
        )}
        <a href={keyAddress} download="" className={looks.plain}>
          {t.keyAct}
        </a>
      </p>
    </Card>
  );
}

function Check() {
  const t = useTexts(messages);
  return (
    <Card title={t.check}>
      <p>{t.checkText}</p>
      <p>
        <code className="v-digest">{t.command}</code>
      </p>
      <p>{t.checkSays}</p>
      <ul>
        {Object.values(t.answers).map((answer) => (
          <li key={answer}>{answer}</li>
        ))}
      </ul>
    </Card>
  );
}
