import { useQuery } from '@tanstack/react-query';
import type { BackupFile, Backups } from '@varco/shared/operations/api';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Empty } from '../../../ui/card.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from '../messages.ts';
import { backupsQuery } from '../queries.ts';

const MEGABYTE = 1_000_000;

/** The backups that are there, what is known of each, and how one is given back; `byButton`: the plan above has a button that makes one. */
export function BackupList({ byButton }: { readonly byButton: boolean }) {
  const t = useTexts(messages);
  const { data, error, refetch } = useQuery(backupsQuery);
  return (
    <section className="v-list v-backups" aria-labelledby="backups">
      <h2 id="backups" className="v-list__title">
        {t.backups}
      </h2>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && <Found backups={data} byButton={byButton} />}
    </section>
  );
}

function Found({ backups, byButton }: { readonly backups: Backups; readonly byButton: boolean }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { folder, at, keep, items, isReadable } = backups;
  if (!isReadable)
    return (
      <Note tone="bad" title={t.backupsUnreadable}>
        <p>{t.backupsUnreadableText(folder)}</p>
      </Note>
    );
  return (
    <>
      <p>
        {t.backupsIn(folder)} {at === null ? t.backupsByNobody : t.backupsAt(at, format.number(keep))}
      </p>
      {items.length === 0 ? (
        <Empty title={t.noBackups}>
          {byButton ? (
            <p>{t.noBackupsText}</p>
          ) : (
            <p>
              {t.noBackupsByHand} <code>npm run varco -- backup</code>
            </p>
          )}
        </Empty>
      ) : (
        <Table
          caption={t.backupsCaption}
          columns={[
            { key: 'until', label: t.holdsUntil },
            { key: 'kind', label: t.backupKind },
            { key: 'verified', label: t.verified },
            { key: 'size', label: t.size, numeric: true },
          ]}
        >
          {items.map((file) => (
            <FileRow key={file.file} file={file} />
          ))}
        </Table>
      )}
      <h3>{t.giveBack}</h3>
      <p>{t.giveBackText}</p>
      <p>
        <code>
          {t.giveBackCommand(`${folder}/${items.find(({ kind, isOurs }) => kind === 'backup' && isOurs)?.file ?? 'varco-….varco'}`)}
        </code>
      </p>
      <p>{t.giveBackKey}</p>
    </>
  );
}

function FileRow({ file }: { readonly file: BackupFile }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { kind, isOurs, holdsUntil, verifiedAt, bytes, keyInside } = file;
  return (
    <Row>
      <FirstCell>
        {holdsUntil === null ? t.notWhole : format.moment(holdsUntil)}
        <span className="v-table__second">{file.file}</span>
      </FirstCell>
      <Cell label={t.backupKind}>
        {t.backupKinds[kind]}
        {kind !== 'unfinished' && <span className="v-table__second">{isOurs ? (keyInside ? t.keyInside : t.keyApart) : t.ofAnother}</span>}
      </Cell>
      <Cell label={t.verified}>{verifiedAt === null ? t.notVerified : t.verifiedAt(format.moment(verifiedAt))}</Cell>
      <Cell label={t.size} numeric>
        {format.number(Math.max(1, Math.round(bytes / MEGABYTE)))} MB
      </Cell>
    </Row>
  );
}
