import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type Conclusion, MOST_CHECKPOINTS_TEXT, type Verification } from '@varco/shared/log-evidence/api';
import { useRef, useState } from 'react';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { Card } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { Field, TextField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { type Mark, State } from '../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { askForVerification, isUnderWay, readAgain } from './queries.ts';

const route = getRouteApi('/log-evidence');

/** Asks for a verification, alone or against what was kept elsewhere. */
export function VerifyCard({ onAsked }: { readonly onAsked: (id: string) => void }) {
  const t = useTexts(messages);
  const faultsOf = useFaultsOf();
  const navigate = route.useNavigate();
  const [file, setFile] = useState<File>();
  const [key, setKey] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const asking = useMutation({
    mutationFn: () => askForVerification(file, key),
    onSuccess: async ({ id }) => {
      setFile(undefined);
      setKey('');
      if (input.current) input.current.value = '';
      onAsked(id);
      await readAgain();
      await navigate({ search: {} });
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const send = () => {
    // The server would have to be sent all of it before it could say so.
    const found = file && file.size > MOST_CHECKPOINTS_TEXT ? [{ field: 'checkpoints', text: t.fileTooLarge }] : [];
    setFaults(found);
    if (found.length === 0) asking.mutate();
  };
  return (
    <Card title={t.verify}>
      <p>{t.verifyText}</p>
      <Form label={t.verify} faults={faults} submit={t.verifyAct} busy={asking.isPending} onSubmit={send}>
        <Field name="checkpoints" label={t.file} hint={t.fileHint} fault={faultOf(faults, 'checkpoints')} optional>
          {(control) => (
            <input {...control} ref={input} type="file" accept=".txt,text/plain" onChange={(event) => setFile(event.target.files?.[0])} />
          )}
        </Field>
        <TextField
          name="key"
          label={t.key}
          hint={t.keyHint}
          optional
          fault={faultOf(faults, 'key')}
          value={key}
          maxLength={400}
          autoComplete="off"
          spellCheck={false}
          onType={setKey}
        />
      </Form>
    </Card>
  );
}

const marks = { agrees: 'ok', 'agrees-alone': 'ok', 'not-comparable': 'warn', differs: 'bad' } as const satisfies Record<Conclusion, Mark>;

/** The newest verifications, each with its result one press away. */
export function Earlier({ verifications }: { readonly verifications: readonly Verification[] }) {
  const t = useTexts(messages);
  const format = useFormat();
  const me = useMe();
  return (
    <section className="v-list" aria-labelledby="earlier">
      <h2 id="earlier" className="v-list__title">
        {t.earlier}
      </h2>
      {verifications.length === 0 ? (
        <p>{t.noVerifications}</p>
      ) : (
        <Table
          caption={t.earlierCaption}
          columns={[
            { key: 'when', label: t.when },
            { key: 'by', label: t.by },
            { key: 'against', label: t.against },
            { key: 'result', label: t.result },
          ]}
        >
          {verifications.map((one) => (
            <Row key={one.id}>
              <FirstCell>
                <Link to="/log-evidence" search={{ verification: one.id }} className="v-table__link">
                  {format.moment(one.askedAt)}
                </Link>
              </FirstCell>
              <Cell label={t.by}>{one.by ?? t.terminal}</Cell>
              <Cell label={t.against}>{one.fileName ?? t.installationOnly}</Cell>
              <Cell label={t.result}>
                <Result verification={one} />
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      {mayDo(me, 'search', 'jobs') && (
        <p className="v-second">
          <Link to="/settings/jobs" search={{ job: 'verify-log' }}>
            {t.allRuns}
          </Link>
        </p>
      )}
    </section>
  );
}

function Result({ verification }: { readonly verification: Verification }) {
  const t = useTexts(messages);
  const { conclusion, run } = verification;
  if (conclusion !== null) return <State mark={marks[conclusion]}>{t.short[conclusion]}</State>;
  if (isUnderWay(verification)) return <State mark="open">{t.underWay}</State>;
  return run?.state === 'cancelled' ? <State mark="quiet">{t.cancelled}</State> : <State mark="bad">{t.notEnded}</State>;
}
