import { useMutation } from '@tanstack/react-query';
import type { GroupLine, RemovedGroup } from '@varco/shared/groups/api';
import { useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Confirm } from '../../ui/dialog.tsx';
import type { Fault } from '../../ui/form.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { messages } from './messages.ts';
import { removeGroup } from './queries.ts';

/** Asks before a group goes; what still hangs on it decides whether it goes or only leaves the one over it (requirements R1.51). */
export function RemoveDialog({
  group,
  onDone,
  onClose,
}: {
  readonly group: Pick<GroupLine, 'id' | 'name' | 'nameEnglish' | 'kind'>;
  readonly onDone: (removed: RemovedGroup['removed']) => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const sentence = useFaultSentence();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const removing = useMutation({
    mutationFn: () => removeGroup(group.id),
    onSuccess: ({ removed }) => onDone(removed),
    onError: (error) => {
      // Somebody else was faster: it is gone, as was wanted.
      if (isRefusal(error, 'request.not-found')) onDone('group');
      else setFaults([{ text: sentence(error) }]);
    },
  });
  return (
    <Confirm
      title={t.deleting.title(nameIn(language, group))}
      act={t.deleting.act}
      busy={removing.isPending}
      faults={faults}
      onConfirm={() => removing.mutate()}
      onCancel={onClose}
    >
      <p>{t.deleting.text}</p>
      {group.kind === 'organizational' && <p>{t.deleting.rights}</p>}
    </Confirm>
  );
}
