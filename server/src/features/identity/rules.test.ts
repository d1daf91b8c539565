import { describe, expect, test } from 'vitest';
import { askedWords, searchWords, sortKey } from './rules.ts';

const nobody = { familyName: '', givenName: '', fullName: '', username: '' };

describe('R2.6 the words by which a user is found', () => {
  test('are those of all his names, folded, each once', () => {
    const words = searchWords({
      familyName: 'De Santis',
      givenName: 'Elena Maria',
      fullName: 'Elena De Santis, Anagrafe',
      username: 'e.desantis',
    });

    expect(words.toSorted()).toEqual(['anagrafe', 'de', 'desantis', 'e', 'elena', 'maria', 'santis']);
  });

  test.for([
    ["D'Angelò", ['d', 'angelo', 'dangelo']],
    ['D’Angelò', ['d', 'angelo', 'dangelo']],
    ['Rossi-Bianchi', ['rossi', 'bianchi', 'rossibianchi']],
    ["Dell'Orto-D'Amico", ['dell', 'orto', 'd', 'amico', 'dellortodamico']],
    ["Pier' Luigi", ['pier', 'luigi']],
  ] as const)('of %s are %j', ([familyName, expected]) => {
    expect(searchWords({ ...nobody, familyName })).toEqual(expected);
  });

  test('are cut where no index would take them', () => {
    const long = searchWords({ ...nobody, familyName: '\ufdfa'.repeat(100), fullName: 'x'.repeat(200) });

    expect(long.every((word) => word.length <= 100)).toBe(true);
    expect(askedWords('x'.repeat(200))).toEqual(['x'.repeat(100)]);
  });
});

describe('R2.6 the words of a search', () => {
  test.for<readonly [string, string[]]>([
    ['Elena SANTIS', ['elena', 'santis']],
    ["d'angelò", ['d', 'angelo']],
    ['e.desantis', ['e', 'desantis']],
    ['ros ross ro', ['ross']],
    ['rossi Rossi', ['rossi']],
    ["  ' - ", []],
    ['', []],
  ])('of %j are %j', ([search, expected]) => {
    expect(askedWords(search)).toEqual(expected);
  });
});

describe('a list is sorted by', () => {
  test.for<readonly [string, string, string]>([
    ['D’Angelò', 'Élodie', 'd angelo\telodie'],
    ['De Luca', 'Ada', 'de luca\tada'],
    ['-', '?', '\t'],
  ])('the folded name of %s %s', ([familyName, givenName, key]) => {
    expect(sortKey({ familyName, givenName })).toBe(key);
  });

  test.for(['Rossini', 'Rossi Bianchi', 'Rossi-Bianchi'])('family names first: every Rossi stands before every %s', (longer) => {
    expect(sortKey({ familyName: 'Rossi', givenName: 'Zoe' }) < sortKey({ familyName: longer, givenName: 'Ada' })).toBe(true);
  });

  test('a key that fits an index, whatever the name unfolds to', () => {
    expect(Buffer.byteLength(sortKey({ familyName: '\ufdfa'.repeat(100), givenName: '\ufdfa'.repeat(100) }))).toBeLessThan(2_000);
  });
});
