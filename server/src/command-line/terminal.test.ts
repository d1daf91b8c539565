import { expect, test } from 'vitest';
import type { Environment } from '#core/settings/given';
import { accountOf, languageOf } from './terminal.ts';

test.for<readonly [Environment, string]>([
  [{}, 'en'],
  [{ LANG: 'it_IT.UTF-8' }, 'it'],
  [{ LANG: 'it' }, 'it'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'it_IT.UTF-8', LC_ALL: '' }, 'it'],
  [{ LANG: 'it_IT.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'en_GB.UTF-8', LC_ALL: 'it_IT.UTF-8' }, 'it'],
])('the first variable that is set decides the language, %j', ([environment, language]) => {
  expect(languageOf(environment)).toBe(language);
});

test.for<readonly [name: string, sudo: string | undefined, account: string]>([
  ['giulia', undefined, 'giulia'],
  ['root', undefined, 'root'],
  ['root', 'giulia', 'root (sudo da giulia)'],
  ['root', 'root', 'root'],
  ['root', ' ', 'root'],
  ['root', 'giu\nlia', 'root'],
  ['root', 'giu lia', 'root'],
  ['root', 'x'.repeat(65), 'root'],
  ['giulia', 'anna', 'giulia'],
])('only root is named with the person behind sudo: %s, %s', ([name, sudo, account]) => {
  expect(accountOf({ SUDO_USER: sudo }, name)).toBe(account);
});
