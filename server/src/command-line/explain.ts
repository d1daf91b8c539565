import type { Language } from '@varco/shared/language';
import { issueSentence, problemSentence } from '@varco/shared/problem-messages';
import { BackupFault } from '#backup/fault';
import { Refusal } from '#core/refusal';
import { ToldFault } from '#core/told-fault';
import { isUnavailable } from '#db/database';
import { CommandFault } from './messages.ts';

/** What the person at the terminal reads of a fault: its sentence, or the stack when it is a bug of ours. */
export function explain(fault: unknown, language: Language): string {
  if (fault instanceof CommandFault || fault instanceof BackupFault) return fault.sentence[language];
  if (fault instanceof Refusal) {
    const issues = (fault.data.issues ?? []).map((issue) => `  ${issueSentence(language, issue)}`);
    return [problemSentence(language, fault.code, fault.data), ...new Set(issues)].join('\n');
  }
  if (fault instanceof ToldFault) return fault.message;
  if (!(fault instanceof Error)) return String(fault);
  if (isUnavailable(fault)) return problemSentence(language, 'server.unavailable');
  return fault.stack ?? fault.message;
}
