import type { Language } from '@varco/shared/language';
import { issueSentence, problemSentence } from '@varco/shared/problem-messages';
import { ConfigFault } from '#core/config';
import { KeyFault } from '#core/keys';
import { Refusal } from '#core/refusal';
import { isUnavailable } from '#db/database';
import { EmbeddedFault } from '#db/embedded';
import { ExternalFault } from '#db/external';
import { CommandFault } from './messages.ts';

/** Faults whose message is written for the person at the terminal. */
const told = [ConfigFault, KeyFault, EmbeddedFault, ExternalFault];

/** What the person at the terminal reads of a fault: its sentence, or the stack when it is a bug of ours. */
export function explain(fault: unknown, language: Language): string {
  if (fault instanceof CommandFault) return fault.sentence[language];
  if (fault instanceof Refusal) {
    const issues = (fault.data.issues ?? []).map((issue) => `  ${issueSentence(language, issue)}`);
    return [problemSentence(language, fault.code, fault.data), ...new Set(issues)].join('\n');
  }
  if (!(fault instanceof Error)) return String(fault);
  if (told.some((kind) => fault instanceof kind)) return fault.message;
  if (isUnavailable(fault)) return problemSentence(language, 'server.unavailable');
  return fault.stack ?? fault.message;
}
