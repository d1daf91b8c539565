import { expect, test } from 'vitest';
import { languages } from '../language.ts';
import { jobNames, outcomeCodes } from './jobs.ts';
import { jobTexts } from './messages.ts';
import { outcomeSentence } from './outcomes.ts';

test('every job and every outcome is said in both languages, each in its own words', () => {
  for (const name of jobNames) {
    const { name: called, does } = jobTexts[name];
    for (const language of languages) expect(does[language], name).toMatch(/^\p{Lu}.*\.$/su);
    expect(called.it, name).not.toBe(called.en);
  }
  for (const code of outcomeCodes) {
    const said = languages.map((language) => outcomeSentence(language, { code, users: 2, runs: 2 }));
    for (const sentence of said) expect(sentence, code).toMatch(/^\S.*\.$/su);
    expect(said[0], code).not.toBe(said[1]);
  }
});

test.for([
  [0, 'Nessun utente sospeso.', 'No user suspended.'],
  [1, '1 utente sospeso.', '1 user suspended.'],
  [4_312, '4.312 utenti sospesi.', '4,312 users suspended.'],
] as const)('R2.28 %i suspended users are told as a person would', ([users, it, en]) => {
  expect([outcomeSentence('it', { code: 'users-suspended', users }), outcomeSentence('en', { code: 'users-suspended', users })]).toEqual([
    it,
    en,
  ]);
});
