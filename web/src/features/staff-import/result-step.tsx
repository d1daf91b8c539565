import { Link } from '@tanstack/react-router';
import type { StaffImport } from '@varco/shared/staff-import/api';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { Lines } from './lines.tsx';
import { messages } from './messages.ts';
import { Missing } from './missing.tsx';

/** What was done, row by row, and who was not in the file. */
export function ResultStep({ file }: { readonly file: StaffImport }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { counts } = file;
  return (
    <div className="v-import">
      {counts && (
        <Note tone="ok" title={t.doneTitle} takeFocus>
          <p>{t.doneSaid(format.number(counts.new), format.number(counts.changed), format.number(counts.faulty))}</p>
          {counts.new > 0 && <p>{t.nowCredentials}</p>}
          <div className="v-note__acts">
            {counts.new > 0 && (
              <Link to="/users/first-passwords" search={{ import: file.id }} className={looks.main}>
                {t.preparePasswords(counts.new, format.number(counts.new))}
              </Link>
            )}
            <Link to="/users" className={counts.new > 0 ? looks.plain : looks.main}>
              {t.toUsers}
            </Link>
            <Link to="/users/import" className={looks.quiet}>
              {t.another}
            </Link>
          </div>
        </Note>
      )}
      <Lines file={file} />
      {counts && counts.missing > 0 && <Missing file={file} />}
    </div>
  );
}
