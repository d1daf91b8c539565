import { useMutation } from '@tanstack/react-query';
import { issueSentence } from '@varco/shared/problem-messages';
import { MAX_BYTES } from '@varco/shared/staff-import/api';
import { type DragEvent, useState } from 'react';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { useFaultsOf } from '../../ui/faults.ts';
import { Field } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { messages } from './messages.ts';

/** A file chosen or dropped; what is wrong with it stands beside it. */
export function FileStep<Uploaded>({
  title,
  label,
  upload,
  onUploaded,
  onCancel,
}: {
  readonly title: string;
  /** What the file is. */
  readonly label: string;
  readonly upload: (file: File) => Promise<Uploaded>;
  readonly onUploaded: (uploaded: Uploaded) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const faultsOf = useFaultsOf();
  const [file, setFile] = useState<File>();
  const [over, setOver] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const uploading = useMutation({
    mutationFn: upload,
    onSuccess: onUploaded,
    onError: (error) => setFaults(faultsOf(error)),
  });
  const send = () => {
    if (!file) return setFaults([{ field: 'file', text: t.fileNeeded }]);
    // The server would have to be sent all of it before it could say so.
    if (file.size > MAX_BYTES) return setFaults([{ field: 'file', text: issueSentence(language, { rule: 'file-too-large' }) }]);
    setFaults([]);
    uploading.mutate(file);
  };
  const choose = (one: File) => {
    setFile(one);
    // What was wrong was the file before.
    setFaults([]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) choose(dropped);
  };
  return (
    <Form
      label={title}
      faults={faults}
      submit={uploading.isPending ? t.reading : t.upload}
      busy={uploading.isPending}
      onSubmit={send}
      onCancel={onCancel}
    >
      <Field name="file" label={label} hint={t.fileHint} fault={faultOf(faults, 'file')}>
        {(control) => (
          <section
            className={over ? 'v-drop v-drop--over' : 'v-drop'}
            aria-label={t.drop}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
          >
            <input
              {...control}
              type="file"
              accept=".csv,.txt,.tsv,.xlsx"
              onChange={(event) => {
                const [chosen] = event.target.files ?? [];
                if (chosen) choose(chosen);
              }}
            />
            {file && <p className="v-drop__name">{file.name}</p>}
          </section>
        )}
      </Field>
    </Form>
  );
}
