import { expect, test } from 'vitest';
import { chooseLanguage } from './language.ts';

test.for<readonly [string, string | undefined, string | undefined, string]>([
  ['the one chosen before comes first', 'en', 'it-IT,it;q=0.9', 'en'],
  ['without a choice, the first of the browser that we speak', undefined, 'de-DE,de;q=0.9,en;q=0.8,it;q=0.7', 'en'],
  ['a region is of its language', undefined, 'it-CH', 'it'],
  ['the wish decides, not the place', undefined, 'en;q=0.3,it;q=0.8', 'it'],
  ['equal wishes keep their order', undefined, 'en,it', 'en'],
  ['a wish of zero is a refusal', undefined, 'en;q=0,fr', 'it'],
  ['another parameter is no wish', undefined, 'en;level=1;q=0.2,it;q=0.1', 'en'],
  ['a language we do not speak is Italian', undefined, 'ja,zh;q=0.5', 'it'],
  ['nothing is Italian', undefined, undefined, 'it'],
  ['nonsense is Italian', undefined, ';;q=x,,*', 'it'],
  ['a choice we do not know is no choice', 'xx', 'en', 'en'],
  ['a language whose tag only begins like one of ours is not ours', undefined, 'ita,enm,en;q=0.1', 'en'],
])('the language of the page: %s', ([, chosen, accepted, expected]) => {
  expect(chooseLanguage(chosen, accepted)).toBe(expected);
});
