import { describe, expect, test } from 'vitest';
import { languages } from './language.ts';
import { issueRules, issueSentence, passwordIssue, problemMessages, problemSentence } from './problem-messages.ts';
import { type Issue, type ProblemCode, problems } from './problems.ts';

const codes = Object.keys(problems) as ProblemCode[];
const ends = /[.:]$/;
const forbidden = /si prega|necessario|effettuar|cliccar|imprevist|!|undefined|NaN|\$\{|please|sorry|click/i;

describe('problems', () => {
  test.each(codes)('%s has a sentence in both languages, with and without its data', (code) => {
    for (const language of languages) {
      for (const data of [{}, { retryAfter: 1, reference: '7F3K-22', capability: 'users', action: 'modify' }]) {
        const sentence = problemSentence(language, code, data);

        expect(sentence).toMatch(ends);
        expect(sentence).not.toMatch(forbidden);
        expect(sentence.length).toBeGreaterThan(20);
      }
    }
  });

  test.each(codes)('%s says what happened and then what to do', (code) => {
    for (const language of languages) expect(problemSentence(language, code)).toMatch(/[.,;:] |: /);
  });

  test.each([
    ['sign-in.refused', "Accesso non riuscito. Controlla i dati o rivolgiti all'amministratore."],
    ['sessions.expired', 'Sessione scaduta'],
    ['identity.username-taken', 'Username già presente'],
    ['access-log.period-invalid', 'Periodo non valido'],
  ] as const)('%s begins with the words of its requirement', (code, words) => {
    expect(problemSentence('it', code).startsWith(words)).toBe(true);
  });

  test('a right that is missing is named', () => {
    const data = { capability: 'access-log', action: 'search' };

    expect(problemSentence('it', 'authorization.not-allowed', data)).toContain('«Accessi utenti, Ricerca»');
    expect(problemSentence('en', 'authorization.not-allowed', data)).toContain('"Access log, Search"');
  });

  test('a right that is not held far enough is named with how far', () => {
    const data = { capability: 'access-log', action: 'search', visibility: 'all' };

    expect(problemSentence('it', 'authorization.not-allowed', data)).toContain('«Accessi utenti, Ricerca» con il livello «Tutti»');
    expect(problemSentence('en', 'authorization.not-allowed', data)).toContain('"Access log, Search" with the level "All"');
  });

  test('numbers and words agree', () => {
    expect(problemSentence('it', 'server.busy', { retryAfter: 1 })).toContain('tra 1 secondo.');
    expect(problemSentence('it', 'server.busy', { retryAfter: 12 })).toContain('tra 12 secondi.');
  });

  test('every code is a key of the messages and nothing else is', () => {
    expect(Object.keys(problemMessages).sort()).toEqual([...codes].sort());
  });
});

describe('issues', () => {
  test.each(issueRules)('the rule %s has a sentence in both languages, with and without its numbers', (rule) => {
    for (const language of languages) {
      for (const issue of [
        { rule },
        { rule, field: 'familyName', min: 1, max: 3 },
        { rule, field: 'next', min: 8, max: 128, length: 200, classes: 1 },
      ]) {
        expect(issueSentence(language, issue)).toMatch(ends);
        expect(issueSentence(language, issue)).not.toMatch(forbidden);
      }
    }
  });

  test('a rule nobody foresaw still names the field and never its code', () => {
    expect(issueSentence('it', { rule: 'constructor', field: 'username' })).toBe('Correggi il nome utente e riprova.');
    expect(issueSentence('en', { rule: 'shoe-size', field: 'shoe' })).toBe('Correct this value and try again.');
  });

  const quoted: readonly (readonly [string, Issue, string])[] = [
    ['R1.5', { field: 'username', rule: 'too-long' }, 'La login può contenere al massimo 50 caratteri'],
    ['R1.9', { field: 'confirmation', rule: 'not-confirmed' }, 'Password e conferma non coincidono'],
    ['R1.15', { field: 'validTo', rule: 'order-of-dates' }, "La fine validità precede l'inizio"],
    ['R2.11', { field: 'username', rule: 'username-taken' }, 'Username già presente'],
    ['R2.27', { field: 'password', rule: 'same-as-username' }, 'La password deve essere diversa dallo Username.'],
    ['R3.2', { field: 'attempts', rule: 'out-of-range', min: 1, max: 3 }, 'Inserire un numero tra 1 e 3'],
  ];
  test.each(quoted)('%s its words come first', (_, issue, words) => {
    expect(issueSentence('it', issue).startsWith(words)).toBe(true);
  });

  test('R3.5 a fixed set is told value by value, with the way to have no limit', () => {
    const issue = { field: 'lockMinutes', rule: 'out-of-range', min: 15, max: 60, only: [15, 30, 60], never: true };

    expect(issueSentence('it', issue)).toBe('Scegli tra 15, 30 o 60, oppure scegli che non ci sia limite.');
  });

  test('R3.6 large numbers are written in the form of the language', () => {
    const issue = { field: 'maxSessionHours', rule: 'out-of-range', min: 1, max: 9999 };

    expect(issueSentence('it', issue)).toContain('9.999');
    expect(issueSentence('en', issue)).toContain('9,999');
  });

  test('what is missing is named with its verb', () => {
    expect(issueSentence('it', { field: 'familyName', rule: 'required' })).toBe('Scrivi il cognome.');
    expect(issueSentence('it', { field: 'profile', rule: 'required' })).toBe('Scegli il profilo.');
    expect(issueSentence('it', { field: 'confirmation', rule: 'required' })).toBe('Riscrivi la password per conferma.');
  });

  test('too short means one thing for a password and another for a name', () => {
    expect(issueSentence('it', { field: 'next', rule: 'too-short', min: 8, length: 3 })).toBe(
      passwordIssue('it', { rule: 'too-short', min: 8, length: 3 }),
    );
    expect(issueSentence('it', { field: 'givenName', rule: 'too-short', min: 2 })).toBe('Allunga il nome: almeno 2 caratteri.');
  });
});
