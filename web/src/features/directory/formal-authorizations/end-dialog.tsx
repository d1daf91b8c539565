import { useMutation } from '@tanstack/react-query';
import type { Authorization } from '@varco/shared/formal-authorizations/api';
import { useState } from 'react';
import { useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { TextField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { messages } from './messages.ts';
import { endAuthorization } from './queries.ts';

/** Asks why an authorization ends before its time, and says what follows. */
export function EndDialog({
  row,
  what,
  onEnded,
  onClose,
}: {
  readonly row: Authorization;
  /** The authorization in words. */
  readonly what: string;
  readonly onEnded: () => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages).ending;
  const faultsOf = useFaultsOf();
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const unsaved = reason.trim() !== '';
  useUnsaved(unsaved);
  const ending = useMutation({
    mutationFn: () => endAuthorization(row.id, { version: row.version, reason }),
    onSuccess: onEnded,
    onError: (error) => setFaults(faultsOf(error)),
  });
  const submit = () => {
    const found = reason.trim() === '' ? [{ field: 'reason', text: t.reasonMissing }] : [];
    setFaults(found);
    if (found.length === 0) ending.mutate();
  };
  return (
    <Dialog title={t.title(what)} unsaved={unsaved} onClose={onClose}>
      <p>{t.text}</p>
      <Form label={t.title(what)} faults={faults} submit={t.act} look="danger" busy={ending.isPending} onSubmit={submit} onCancel={onClose}>
        <TextField
          name="reason"
          label={t.reason}
          fault={faultOf(faults, 'reason')}
          value={reason}
          maxLength={500}
          autoComplete="off"
          onType={setReason}
        />
      </Form>
    </Dialog>
  );
}
