import type { IssueSentence } from '../issue-sentence.ts';
import type { Language } from '../language.ts';
import type { Issue } from '../problems.ts';
import { type conditionFaults, MOST_CONDITION_CHARACTERS, MOST_CONDITION_DEPTH } from './conditions.ts';

/** Where in the condition, and what; a place in the first line is said by its column alone. */
function placed(language: Language, { line, column }: Issue): string {
  if (typeof line !== 'number' || typeof column !== 'number') return '';
  if (line === 1) return language === 'it' ? `Carattere ${column}: ` : `Character ${column}: `;
  return language === 'it' ? `Riga ${line}, carattere ${column}: ` : `Line ${line}, character ${column}: `;
}

const at =
  (it: (name: string) => string, en: (name: string) => string): IssueSentence =>
  (language, issue) => {
    const name = typeof issue.name === 'string' ? issue.name : '';
    return `${placed(language, issue)}${language === 'it' ? it(name) : en(name)}`;
  };

const of =
  (it: string, en: string): IssueSentence =>
  (language) =>
    language === 'it' ? it : en;

/** What is wrong with the condition of a grant, where, and how to mend it. */
export const conditionIssues: Readonly<Record<(typeof conditionFaults)[number], IssueSentence>> = {
  'condition-too-long': of(
    `La condizione può avere al massimo ${MOST_CONDITION_CHARACTERS} caratteri. Accorciala.`,
    `The condition can have at most ${MOST_CONDITION_CHARACTERS} characters. Shorten it.`,
  ),
  'condition-syntax': at(
    () => 'qui la condizione non si legge più. Controlla virgolette, parentesi e segni come == e &&.',
    () => 'the condition cannot be read from here on. Check quotes, brackets and signs such as == and &&.',
  ),
  'condition-too-deep': at(
    () => `la condizione ha troppe parti, o più di ${MOST_CONDITION_DEPTH} una dentro l’altra. Semplificala.`,
    () => `the condition has too many parts, or more than ${MOST_CONDITION_DEPTH} inside one another. Make it simpler.`,
  ),
  'condition-unknown-name': at(
    (name) => `«${name}» non esiste. Comincia da subject, resource, action o context; un testo va tra virgolette.`,
    (name) => `"${name}" does not exist. Begin with subject, resource, action or context; a text goes between quotes.`,
  ),
  'condition-unknown-field': at(
    (name) => `«${name}» non esiste. Le proprietà stanno sotto properties, per esempio resource.properties.importo.`,
    (name) => `"${name}" does not exist. Properties stand under properties, for example resource.properties.amount.`,
  ),
  'condition-unknown-function': at(
    (name) => `la funzione «${name}» non si può usare. Guarda quelle ammesse negli esempi.`,
    (name) => `the function "${name}" cannot be used. See those allowed among the examples.`,
  ),
  'condition-regular-expression': at(
    () => 'le espressioni regolari (matches) non sono ammesse. Usa startsWith, endsWith o contains.',
    () => 'regular expressions (matches) are not allowed. Use startsWith, endsWith or contains.',
  ),
  'condition-repetition': at(
    (name) => `«${name}» scorre o compone un elenco, e non è ammessa. Per cercare un valore in un elenco usa in.`,
    (name) => `"${name}" goes through or builds a list, and is not allowed. To look for a value in a list use in.`,
  ),
  'condition-text-in-function': at(
    () => 'dentro una funzione non si fanno conti né si uniscono testi. Metti lì solo una proprietà o un valore.',
    () => 'nothing is computed or joined inside a function. Put only a property or a value there.',
  ),
  'condition-not-allowed': at(
    () => 'questo nelle condizioni non si può usare. Confronta una proprietà per volta.',
    () => 'this cannot be used in conditions. Compare one property at a time.',
  ),
  'condition-types': at(
    () => 'i due valori sono di tipo diverso, per esempio un testo e un numero. Confronta valori dello stesso tipo.',
    () => 'the two values are of different kinds, for example a text and a number. Compare values of one kind.',
  ),
  'condition-not-boolean': of(
    'La condizione deve dire sì o no: finiscila con un confronto, per esempio resource.properties.importo <= 5000.0.',
    'The condition must say yes or no: end it with a comparison, for example resource.properties.amount <= 5000.0.',
  ),
  'condition-own-function': of(
    'Le funzioni di Varco non prendono condizioni: di quello che trattano non c’è ancora nessuna proprietà da confrontare. Togli la condizione.',
    'The functions of Varco take no conditions: what they deal with has no properties yet to compare. Remove the condition.',
  ),
  'condition-without-grant': of(
    'C’è una condizione ma la funzione non ha nessun livello. Scegli almeno un livello, o togli la condizione.',
    'There is a condition but the function has no level. Choose at least one level, or remove the condition.',
  ),
  'condition-too-many': of(
    'Un ruolo può avere condizioni su al massimo 50 funzioni. Togline qualcuna, o dividi il ruolo in due.',
    'A role can have conditions on at most 50 functions. Remove some, or make two roles of it.',
  ),
};
