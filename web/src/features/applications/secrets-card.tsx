import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Application } from '@varco/shared/applications/api';
import { MOST_SECRETS } from '@varco/shared/applications/api';
import { useEffect, useRef, useState } from 'react';
import { useVoice } from '../../core/live.tsx';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { type Fault, FaultSummary } from '../../ui/form.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { makeSecret, withdrawSecret } from './queries.ts';

type Secret = Application['secrets'][number];

/** The secrets of an application: when they were made and used; one is shown only when it is made (requirements D7). */
export function SecretsCard({ application, mayModify }: { readonly application: Application; readonly mayModify: boolean }) {
  const t = useTexts(messages);
  const format = useFormat();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [token, setToken] = useState<string>();
  const [asked, setAsked] = useState<Secret>();
  const [withdrawn, setWithdrawn] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const { secrets } = application;
  const again = () => queries.invalidateQueries({ queryKey: ['applications'] });
  const making = useMutation({
    mutationFn: () => makeSecret(application.id),
    onSuccess: async (made) => {
      setFaults([]);
      setWithdrawn(false);
      setToken(made.token);
      await again();
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <Card
      title={t.secretsTitle}
      act={
        mayModify &&
        token === undefined &&
        secrets.length < MOST_SECRETS && (
          <Button small busy={making.isPending} onClick={() => making.mutate()}>
            {t.secretMake}
          </Button>
        )
      }
    >
      <div className="v-stack">
        <FaultSummary faults={faults} />
        {token !== undefined && <Shown token={token} onDone={() => setToken(undefined)} />}
        {withdrawn && <Note tone="ok" title={t.withdrawn} takeFocus />}
        <p>{t.secretsText}</p>
        {secrets.length === 0 && <p>{t.secretsNone}</p>}
        {mayModify && secrets.length >= MOST_SECRETS && <p>{t.twoAlready}</p>}
        {secrets.length > 0 && (
          <div className="v-list">
            <Table
              caption={t.secretsCaption}
              columns={[
                { key: 'made', label: t.madeAt },
                { key: 'used', label: t.lastUsed },
                ...(mayModify ? [{ key: 'acts', label: t.action }] : []),
              ]}
            >
              {secrets.map((secret) => (
                <Row key={secret.id}>
                  <FirstCell>{format.moment(secret.createdAt)}</FirstCell>
                  <Cell label={t.lastUsed}>{secret.lastUsedOn === null ? t.never : format.day(secret.lastUsedOn)}</Cell>
                  {mayModify && (
                    <Cell label={t.action}>
                      <Button small aria-label={t.withdrawOf(format.moment(secret.createdAt))} onClick={() => setAsked(secret)}>
                        {t.withdraw}
                      </Button>
                    </Cell>
                  )}
                </Row>
              ))}
            </Table>
          </div>
        )}
      </div>
      {asked && (
        <Withdraw
          application={application}
          secret={asked}
          onClose={() => setAsked(undefined)}
          onWithdrawn={async () => {
            await again();
            setAsked(undefined);
            setWithdrawn(true);
          }}
        />
      )}
    </Card>
  );
}

/** The secret in the clear, this once: leaving without "Fine" asks first. */
function Shown({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const t = useTexts(messages);
  const voice = useVoice();
  const letGo = useUnsaved(true);
  const box = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<boolean>();
  useEffect(() => box.current?.focus(), []);
  const copy = () => {
    const written = navigator.clipboard?.writeText(token) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => {
        setCopied(true);
        voice.say(t.copied);
      },
      () => setCopied(false),
    );
  };
  return (
    <section ref={box} className="v-note v-note--warn v-secret" tabIndex={-1} aria-label={t.secretMade}>
      <Icon name="warning" />
      <div className="v-note__text">
        <p>
          <strong>{t.secretMade}</strong>
        </p>
        <p>{t.secretTell}</p>
        <dl className="v-secret__facts">
          <div>
            <dt>{t.secret}</dt>
            <dd className="v-secret__password v-secret__token">{token}</dd>
          </div>
        </dl>
        {copied !== undefined && <p>{copied ? t.copied : t.notCopied}</p>}
        <div className="v-note__acts">
          <Button onClick={copy}>
            <Icon name="copy" />
            {t.copy}
          </Button>
          <Button
            look="main"
            onClick={() => {
              letGo();
              onDone();
            }}
          >
            {t.done}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Withdraw({
  application,
  secret,
  onClose,
  onWithdrawn,
}: {
  readonly application: Application;
  readonly secret: Secret;
  readonly onClose: () => void;
  readonly onWithdrawn: () => Promise<void>;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const faultsOf = useFaultsOf();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const withdrawing = useMutation({
    mutationFn: () => withdrawSecret(application.id, secret.id),
    onSuccess: onWithdrawn,
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <Confirm
      title={t.withdrawTitle(format.moment(secret.createdAt))}
      act={t.withdraw}
      busy={withdrawing.isPending}
      faults={faults}
      onConfirm={() => withdrawing.mutate()}
      onCancel={onClose}
    >
      <p>{t.withdrawText}</p>
    </Confirm>
  );
}
