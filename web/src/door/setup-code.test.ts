import { expect, test } from 'vitest';
import { setupCode } from './setup-code.ts';

const code = 'A1_-'.repeat(11).slice(0, 43);

test.each([
  ['the fragment of the address', `#${code}`],
  ['the code alone', code],
  ['the whole link, with blanks around', `  http://localhost:8080/setup#${code}\n`],
])('the secret is found in %s', (_, text) => {
  expect(setupCode(text)).toBe(code);
});

test.each([
  ['nothing', ''],
  ['a code without its end', code.slice(1)],
  ['a code with something after it', `${code}x`],
  ['an anchor of the page', '#content'],
])('%s is not a code', (_, text) => {
  expect(setupCode(text)).toBeUndefined();
});
