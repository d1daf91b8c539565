import { type IssueSentence, said } from '../issue-sentence.ts';
import type { Issue } from '../problems.ts';

const named = ({ roles }: Issue): string => (Array.isArray(roles) ? roles.filter((role) => typeof role === 'string').join(', ') : '');

/** What is wrong with a group, its members or its roles, and how to mend it. */
export const groupIssues: Readonly<Record<string, IssueSentence>> = {
  'group-circle': said(
    'Il gruppo starebbe sotto se stesso. Scegli un gruppo che non sia sotto di lui.',
    'The group would stand under itself. Choose one that is not under it.',
  ),
  'group-too-deep': said(
    'I gruppi si possono annidare per 20 livelli al massimo. Scegli un gruppo più in alto.',
    'Groups can be nested 20 levels deep at most. Choose a group higher up.',
  ),
  'group-carries-roles': (language, issue) =>
    language === 'it'
      ? `Un gruppo descrittivo non porta ruoli, e questo ne ha: ${named(issue)}. Toglili prima.`
      : `A descriptive group carries no roles, and this one has some: ${named(issue)}. Remove them first.`,
  'group-descriptive': said(
    'Il gruppo è descrittivo e non porta ruoli. Rendilo organizzativo, o scegli un altro gruppo.',
    'The group is descriptive and carries no roles. Make it organizational, or choose another group.',
  ),
  'group-sharing': said(
    'Un gruppo di condivisione non dà mai diritti. Usa un gruppo organizzativo o di sicurezza.',
    'A group for sharing never gives rights. Use an organizational group or one of security.',
  ),
  'only-organizational': said('Questo vale solo per i gruppi organizzativi. Toglilo.', 'Only organizational groups have this. Remove it.'),
  'person-not-there': said(
    'Questa persona non c’è più tra chi lavora per l’ente. Toglila o scegline un’altra.',
    'This person no longer works for the organization. Remove them or choose another.',
  ),
};
