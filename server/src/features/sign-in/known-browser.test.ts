import { expect, test } from 'vitest';
import { keysFrom } from '#core/keys';
import { systemRandom } from '#core/random';
import { KNOWN_DAYS, knownBrowser, knownFor, withKnownName } from './known-browser.ts';

const keys = keysFrom(Buffer.alloc(32, 7));
const at = new Date('2026-11-21T09:00:00Z');
const rossi = Buffer.alloc(32, 1);
const bianchi = Buffer.alloc(32, 2);
const days = (count: number) => new Date(at.getTime() + count * 86_400_000);
const entered = (cookie: string | undefined, name: Buffer, when = at) => withKnownName(keys, systemRandom, cookie, name, when);

test('D4 a browser is known from the sign-in to the ninetieth day after it', () => {
  const cookie = entered(undefined, rossi);

  expect(knownBrowser(keys, cookie, rossi, at)).toBe(cookie.split('.')[0]);
  expect(knownBrowser(keys, cookie, rossi, days(KNOWN_DAYS))).toBeDefined();
  expect(knownBrowser(keys, cookie, rossi, days(KNOWN_DAYS + 1))).toBeUndefined();
});

test('D4 each sign-in begins the ninety days anew, and the browser stays the same', () => {
  const first = entered(undefined, rossi);
  const second = entered(first, rossi, days(60));

  expect(second.split('.')).toHaveLength(2);
  expect(knownBrowser(keys, second, rossi, days(150))).toBe(first.split('.')[0]);
});

test('D4 several people share a browser, each with a proof of his own', () => {
  const cookie = entered(entered(undefined, rossi), bianchi);

  expect(knownBrowser(keys, cookie, rossi, at)).toBe(knownBrowser(keys, cookie, bianchi, at));
  expect(knownBrowser(keys, cookie, Buffer.alloc(32, 3), at)).toBeUndefined();
});

test('D4 the cookie keeps the latest eight names, without any name in it', () => {
  let cookie = '';
  for (let name = 1; name <= 12; name += 1) cookie = entered(cookie, Buffer.alloc(32, name));

  expect(cookie.length).toBeLessThan(400);
  expect(knownBrowser(keys, cookie, Buffer.alloc(32, 12), at)).toBeDefined();
  expect(knownBrowser(keys, cookie, Buffer.alloc(32, 5), at)).toBeDefined();
  expect(knownBrowser(keys, cookie, Buffer.alloc(32, 4), at)).toBeUndefined();
  expect(cookie).not.toContain(Buffer.alloc(32, 12).toString('hex'));
});

test('D4 a day in the future proves nothing: the clock went back, or the cookie was made up', () => {
  expect(knownBrowser(keys, entered(undefined, rossi, days(2)), rossi, at)).toBeUndefined();
});

test('D4 with another key, another browser or another day the proof is worth nothing', () => {
  const cookie = entered(undefined, rossi);
  const [id = '', entry = ''] = cookie.split('.');
  const [day = '', proof = ''] = entry.split('~');
  const forged = [
    `01890000-0000-7000-8000-000000000000.${entry}`,
    `${id}.${Number(day) - 1}~${proof}`,
    `${id}.${day}~${proof.slice(0, 16)}`,
    `${id}.${day}~${proof.toLowerCase()}`,
    `${id}.${day}~`,
    `${id}`,
    `${id}.${'1~AAAAAAAAAAAAAAAAAAAAAAAA.'.repeat(50)}${entry}`,
    '.',
    '',
    '\0',
    cookie.toUpperCase(),
  ];

  for (const other of forged) expect(knownBrowser(keys, other, rossi, at), other).toBeUndefined();
  expect(knownBrowser(keysFrom(Buffer.alloc(32, 8)), cookie, rossi, at)).toBeUndefined();
});

test('D4 a cookie that is none of ours is replaced by a new one', () => {
  const cookie = entered('made.up', rossi);

  expect(cookie).not.toContain('made');
  expect(knownBrowser(keys, cookie, rossi, at)).toBeDefined();
});

test('D4 a replaced password makes every browser of the name unknown again', () => {
  const [before, after] = [new Date('2026-03-01T08:00:00Z'), new Date('2026-03-02T08:00:00Z')];
  const cookie = entered(undefined, knownFor(rossi, before));

  expect(knownBrowser(keys, cookie, knownFor(rossi, before), at)).toBeDefined();
  expect(knownBrowser(keys, cookie, knownFor(rossi, after), at)).toBeUndefined();
  expect(knownBrowser(keys, cookie, knownFor(rossi, undefined), at)).toBeUndefined();
});
