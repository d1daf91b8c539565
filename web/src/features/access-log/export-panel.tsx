import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../core/me.ts';
import { texts, useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Note } from '../../ui/note.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { words } from '../../ui/words.ts';
import type { LogAddress } from './log/address.ts';
import { askForExport, type ExportPath, progressQuery } from './queries.ts';

const messages = texts({
  it: {
    whole: 'Il file ha le righe di questa ricerca, le stesse colonne e lo stesso ordine. Si apre con un foglio di calcolo.',
    own: 'Il file ha tutte le righe del registro che parlano di te. Si apre con un foglio di calcolo.',
    logged: "L'esportazione resta scritta nel registro degli accessi.",
    act: 'Scarica il file CSV',
    again: "Fai un'altra esportazione",
    begun: 'Esportazione in corso',
    kept: 'Il browser salva il file tra i download. Puoi lasciare questa pagina: il download continua.',
    rows: (rows: string, expected: string) => `${rows} righe di ${expected}`,
    rowsSoFar: (rows: string) => `${rows} righe finora`,
    done: (rows: string) => `File completo: righe scritte ${rows}`,
    doneText: 'Lo trovi tra i download del browser.',
    broken: (rows: string) => `Il download si è interrotto dopo ${rows} righe`,
    brokenText: 'Elimina il file incompleto e ripeti.',
  },
  en: {
    whole: 'The file has the lines of this search, the same columns and the same order. A spreadsheet opens it.',
    own: 'The file has every line of the log about you. A spreadsheet opens it.',
    logged: 'The export is written in the access log.',
    act: 'Download the CSV file',
    again: 'Make another export',
    begun: 'Export under way',
    kept: 'The browser saves the file among its downloads. You may leave this page: the download goes on.',
    rows: (rows: string, expected: string) => `${rows} lines of ${expected}`,
    rowsSoFar: (rows: string) => `${rows} lines so far`,
    done: (rows: string) => `The file is complete: lines written ${rows}`,
    doneText: 'You find it among the downloads of the browser.',
    broken: (rows: string) => `The download broke off after ${rows} lines`,
    brokenText: 'Delete the incomplete file and try again.',
  },
});

/** The browser fetches the file by itself, into its downloads and not into the memory of the page. */
function fetchFile(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

/** Makes a file of the lines, and says how far it is. */
export function ExportPanel({
  title,
  path,
  address,
  onClose,
}: {
  readonly title: string;
  readonly path: ExportPath;
  readonly address: LogAddress;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const say = useFaultSentence();
  const [asked, setAsked] = useState<string>();
  const asking = useMutation({
    mutationFn: () => askForExport(path, address),
    onSuccess: ({ id }) => {
      setAsked(id);
      fetchFile(`${path}/${id}/file`);
    },
  });
  return (
    <div className="v-panel">
      <Card
        title={title}
        act={
          <Button small onClick={onClose}>
            {shared.close}
          </Button>
        }
      >
        <p>{path === '/api/me/accesses/exports' ? t.own : t.whole}</p>
        <p>{t.logged}</p>
        {asking.error && <Note tone="bad" title={say(asking.error)} takeFocus />}
        {asked !== undefined && <Progress path={path} id={asked} />}
        <div className="v-form__acts">
          <Button look={asked === undefined ? 'main' : 'plain'} busy={asking.isPending} onClick={() => asking.mutate()}>
            {asked === undefined ? t.act : t.again}
          </Button>
        </div>
      </Card>
    </div>
  );
}

function Progress({ path, id }: { readonly path: ExportPath; readonly id: string }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { data } = useQuery(progressQuery(path, id));
  if (!data) return null;
  const rows = format.number(data.rows);
  if (data.state === 'done') {
    return (
      <Note tone="ok" title={t.done(rows)} takeFocus>
        <p>{t.doneText}</p>
      </Note>
    );
  }
  if (data.state === 'broken') {
    return (
      <Note tone="bad" title={t.broken(rows)} takeFocus>
        <p>{t.brokenText}</p>
      </Note>
    );
  }
  return (
    <div>
      <p>
        <strong>{t.begun}</strong>
      </p>
      <progress aria-label={t.begun} max={data.expected ?? undefined} value={data.expected === null ? undefined : data.rows} />
      <p>{data.expected === null ? t.rowsSoFar(rows) : t.rows(rows, format.number(data.expected))}</p>
      <p>{t.kept}</p>
    </div>
  );
}
