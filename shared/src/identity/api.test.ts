import { describe, expect, test } from 'vitest';
import { issueSentence } from '../problem-messages.ts';
import { FamilyName, FullName, Username } from './api.ts';

const faults = (value: string) => (Username.safeParse(value).error?.issues ?? []).map((issue) => issue.message);

describe('R1.5 a user name', () => {
  test.for([
    'm.rossi',
    'Rossi_1',
    'mario.rossi@example.org',
    'x',
    '12',
    "d'angelò",
    'Łukasz.Müller',
    'ștefan',
    'nguyễn',
    'ｒｏｓｓｉ',
    'a'.repeat(50),
  ])('may be %s', (name) => {
    expect(faults(name)).toEqual([]);
  });

  test('is refused at 51 characters, in the words of the requirement', () => {
    expect(faults('a'.repeat(51))).toEqual(['too-long']);
    expect(issueSentence('it', { field: 'username', rule: 'too-long' })).toContain('La login può contenere al massimo 50 caratteri');
  });

  test('is counted as it is kept: an accent typed apart is one character with its letter', () => {
    expect(Username.parse('e\u0301'.repeat(50))).toBe('é'.repeat(50));
    expect(faults('e\u0301'.repeat(51))).toEqual(['too-long']);
    expect(faults('\u0958'.repeat(50))).toContain('too-long');
  });

  test.for([
    'mario rossi',
    'a\tb',
    'a\u00a0b',
    'a*b',
    'a\\b',
    'a#b',
    'a?b',
    'a/b',
    'a~b',
    'a\u0000b',
    'a\u200bb',
    'a\u00adb',
    'a\u3164b',
    'a\ud800b',
  ])('holds no blank, nothing unseen and none of the signs kept out: %j', (name) => {
    expect(faults(name)).toEqual(['username-characters']);
  });

  test.for(['a＊b', 'a／b', 'a℀b', 'aﷺb', 'a\u2003b'])('nor a sign that only stands for one of them: %j', (name) => {
    expect(faults(name)).toEqual(['username-characters']);
  });

  test.for([
    ['a Cyrillic а beside Latin letters', 'mаrio.rossi'],
    ['Cyrillic letters alone that look Latin', 'асе'],
    ['another alphabet', 'пользователь'],
    ['a Greek omicron', 'rοssi'],
    ['a Latin letter of phonetics', 'mɑrio'],
    ['a dotless i', 'rossı'],
    ['another full stop', 'm٫rossi'],
    ['figures of another script', 'rossi٢'],
    ['another hyphen', 'rossi\u2010m'],
    ['a mark on its own', 'm\u0325rossi'],
    ['a picture', '😀'],
  ])('R2.24 is not taken for another one: %s', ([, name = '']) => {
    expect(faults(name)).toEqual(['username-script']);
    expect(issueSentence('it', { field: 'username', rule: 'username-script' })).toContain('lettere latine');
    expect(issueSentence('en', { field: 'username', rule: 'username-script' })).toContain('Latin letters');
  });

  test('is not empty', () => {
    expect(Username.safeParse('').success).toBe(false);
  });
});

describe('R1.7 the name of a person', () => {
  test('is one line without blanks around it', () => {
    expect(FamilyName.parse("  D'Angelò ")).toBe("D'Angelò");
    expect(FamilyName.safeParse('Rossi\nBianchi').error?.issues[0]?.message).toBe('control-characters');
    expect(FamilyName.safeParse('   ').success).toBe(false);
  });

  test.for(['Rossi\u202eisor', '\u2066Neri', 'Ada\u200f'])('turns no line around: %j', (name) => {
    for (const shape of [FamilyName, FullName]) expect(shape.safeParse(name).error?.issues[0]?.message).toBe('control-characters');
  });

  test('may be left out where it is only a description', () => {
    expect(FullName.parse(' ')).toBe('');
    expect(FullName.safeParse('x'.repeat(201)).success).toBe(false);
  });
});
