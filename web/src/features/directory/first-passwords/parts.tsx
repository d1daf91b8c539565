import { useMutation } from '@tanstack/react-query';
import { type HandoutDetails, type HandoutFormat, type HandoutPart, handoutFormats } from '@varco/shared/first-passwords/api';
import { useEffect, useState } from 'react';
import { serverNow } from '../../../core/clock.ts';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { Choices } from '../../../ui/field.tsx';
import type { Fault } from '../../../ui/form.tsx';
import { useFaultSentence } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { PartMark } from './marks.tsx';
import { messages } from './messages.ts';
import { type Downloaded, downloadPart } from './queries.ts';
import { saveFile } from './save-file.ts';

/** The files of a preparation: each comes out once, within its day. */
export function Parts({
  handout,
  mayModify,
  onRefused,
  onDownloaded,
}: {
  readonly handout: HandoutDetails;
  readonly mayModify: boolean;
  /** The part is not what this page shows: somebody was faster, or its time is up. */
  readonly onRefused: () => void;
  readonly onDownloaded: (file: Downloaded) => void;
}) {
  const { one: t, state } = useTexts(messages);
  const [asked, setAsked] = useState<HandoutPart>();
  return (
    <Card title={t.parts}>
      <div className="v-list">
        <Table
          caption={t.parts}
          columns={[
            { key: 'part', label: t.partColumn },
            { key: 'passwords', label: t.passwords, numeric: true },
            { key: 'state', label: state },
            ...(mayModify ? [{ key: 'act', label: t.act }] : []),
          ]}
        >
          {handout.parts.map((part) => (
            <PartRow key={part.number} part={part} mayModify={mayModify} onAsk={() => setAsked(part)} />
          ))}
        </Table>
      </div>
      {asked && (
        <DownloadDialog
          id={handout.id}
          part={asked}
          onClose={() => setAsked(undefined)}
          onRefused={onRefused}
          onDownloaded={(file) => {
            setAsked(undefined);
            onDownloaded(file);
          }}
        />
      )}
    </Card>
  );
}

function PartRow({ part, mayModify, onAsk }: { readonly part: HandoutPart; readonly mayModify: boolean; readonly onAsk: () => void }) {
  const { one: t, state } = useTexts(messages);
  const format = useFormat();
  const number = format.number(part.number);
  return (
    <Row>
      <FirstCell>
        <strong>{t.part(number)}</strong>
        <span className="v-table__second">{t.fromTo(part.from, part.to)}</span>
      </FirstCell>
      <Cell label={t.passwords} numeric>
        {format.number(part.made)}
      </Cell>
      <Cell label={state}>
        <PartMark state={part.state} />
        {part.state === 'ready' && part.expiresAt !== null && <Countdown expiresAt={part.expiresAt} />}
        {part.state === 'handed-out' && part.handedOutAt !== null && (
          <span className="v-table__second">{t.takenBy(part.handedOutTo ?? '', format.moment(part.handedOutAt))}</span>
        )}
      </Cell>
      {mayModify && (
        <Cell label={t.act}>
          {part.state === 'ready' && (
            <Button small onClick={onAsk}>
              <span>
                {t.act}
                <span className="visually-hidden">{t.thisPart(number)}</span>…
              </span>
            </Button>
          )}
        </Cell>
      )}
    </Row>
  );
}

const MINUTE_MS = 60_000;

/** Until when, and how long that still is; it ticks by the minute and is told to nobody who did not ask. */
function Countdown({ expiresAt }: { readonly expiresAt: string }) {
  const t = useTexts(messages).one;
  const format = useFormat();
  const [left, setLeft] = useState(() => Date.parse(expiresAt) - serverNow().getTime());
  useEffect(() => {
    const timer = setInterval(() => setLeft(Date.parse(expiresAt) - serverNow().getTime()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, [expiresAt]);
  const minutes = Math.max(0, Math.floor(left / MINUTE_MS));
  return (
    <span className="v-table__second">
      {t.until(format.moment(expiresAt))}, {t.remaining(Math.floor(minutes / 60), minutes)}
    </span>
  );
}

const noFaults: readonly Fault[] = [];

function DownloadDialog({
  id,
  part,
  onClose,
  onRefused,
  onDownloaded,
}: {
  readonly id: string;
  readonly part: HandoutPart;
  readonly onClose: () => void;
  readonly onRefused: () => void;
  readonly onDownloaded: (file: Downloaded) => void;
}) {
  const t = useTexts(messages).one;
  const format = useFormat();
  const sentence = useFaultSentence();
  const [form, setForm] = useState<HandoutFormat>('letters');
  const [faults, setFaults] = useState(noFaults);
  const downloading = useMutation({
    mutationFn: () => downloadPart(id, part.number, form),
    onSuccess: (downloaded) => {
      saveFile(downloaded.file, downloaded.name);
      onDownloaded(downloaded);
    },
    onError: (fault) => {
      setFaults([{ text: sentence(fault) }]);
      onRefused();
    },
  });
  return (
    <Confirm
      title={t.downloadTitle(format.number(part.number))}
      act={t.act}
      look="main"
      busy={downloading.isPending}
      faults={faults}
      onConfirm={() => downloading.mutate()}
      onCancel={onClose}
    >
      <p>{t.downloadText}</p>
      <Choices
        name="form"
        label={t.format}
        value={form}
        choices={handoutFormats.map((value) => ({ value, ...t.formats[value] }))}
        onChoose={setForm}
      />
    </Confirm>
  );
}
