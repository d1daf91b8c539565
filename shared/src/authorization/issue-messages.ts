import { type IssueSentence, said } from '../issue-sentence.ts';
import type { Language } from '../language.ts';
import type { Issue } from '../problems.ts';
import { conditionIssues } from './condition-messages.ts';
import { grantInWords } from './words.ts';

/** The grant that an issue names, with what stands around it; nothing when it names none. */
function grant(language: Language, { capability, action, visibility }: Issue, [before, after]: readonly [string, string]): string {
  if (typeof capability !== 'string' || typeof action !== 'string') return '';
  const level = typeof visibility === 'string' ? visibility : '';
  return `${before}${grantInWords(language, `${capability}.${action}=${level}`)}${after}`;
}

/** What is wrong with a role, with who gets it, or with where somebody is placed, and how to mend it. */
export const authorizationIssues: Readonly<Record<string, IssueSentence>> = {
  'letters-needed': said('Il nome deve contenere almeno una lettera o una cifra.', 'The name must contain at least one letter or figure.'),
  'not-there': said('Questa scelta non esiste più. Scegline una dall’elenco.', 'This choice is no longer there. Choose one from the list.'),
  'not-admitted': (language, issue) =>
    language === 'it'
      ? `La funzione non ammette questa azione${grant('it', issue, [' (', ')'])}. Toglila.`
      : `The function does not admit this action${grant('en', issue, [' (', ')'])}. Remove it.`,
  'level-not-admitted': (language, issue) =>
    language === 'it'
      ? `La funzione non ammette questo livello${grant('it', issue, [' (', ')'])}. Scegline un altro.`
      : `The function does not admit this level${grant('en', issue, [' (', ')'])}. Choose another.`,
  'beyond-own': (language, issue) =>
    language === 'it'
      ? `Non hai questa autorizzazione, perciò non puoi darla${grant('it', issue, [': ', ''])}. Toglila.`
      : `You do not have this grant, so you cannot give it${grant('en', issue, [': ', ''])}. Remove it.`,
  'role-assigned': said(
    'Il ruolo è già assegnato: questo non si può più cambiare. Togli prima le assegnazioni, o crea un altro ruolo.',
    'The role is already given: this can no longer change. Withdraw it first, or make another role.',
  ),
  'unit-needed': said('Questo ruolo è di un servizio: scegli una sua unità.', 'This role is of a department: choose one of its units.'),
  'unit-of-another': said(
    'Questa unità è di un altro servizio. Scegli un’unità del servizio del ruolo.',
    'This unit is of another department. Choose a unit of the department of the role.',
  ),
  'for-unplaced-only': said(
    'Questo ruolo è solo per chi non è collocato. Scegline un altro.',
    'This role is only for who is placed nowhere. Choose another.',
  ),
  'for-placed-only': said(
    'La persona non è collocata: può avere solo ruoli «Per non collocati».',
    'The person is placed nowhere and can only have roles made for that.',
  ),
  'not-placed-there': said(
    'La persona non è collocata in questa unità per tutti questi giorni. Aggiungi la collocazione o cambia le date.',
    'The person is not placed in this unit on all of these days. Add the placement or change the dates.',
  ),
  'roles-begin-before': (language, { roles }) => {
    const names = Array.isArray(roles) ? roles.join(', ') : '';
    return language === 'it'
      ? `In questa unità ci sono ruoli che cominciano prima, e non varrebbero più: ${names}. Cambia prima i loro giorni.`
      : `Roles in this unit begin before that and would no longer hold: ${names}. Change their days first.`;
  },
  ...conditionIssues,
  'address-range': (language, { range, line }) => {
    const [it, en] = typeof range === 'string' ? [`Riga ${line}, «${range}»: `, `Line ${line}, "${range}": `] : ['', ''];
    return language === 'it'
      ? `${it}non è un indirizzo né un intervallo. Scrivi per esempio 10.1.0.0/16 o 2001:db8::/32.`
      : `${en}this is neither an address nor a range. Write for example 10.1.0.0/16 or 2001:db8::/32.`;
  },
  'not-json': said(
    'Le proprietà vanno scritte in JSON, per esempio {"resource": {"importo": 5000}}. Correggile.',
    'Properties are written as JSON, for example {"resource": {"amount": 5000}}. Correct them.',
  ),
  'end-before-start': said(
    'L’ultimo giorno viene prima del primo. Correggi una delle due date.',
    'The last day comes before the first. Correct one of the two dates.',
  ),
};
