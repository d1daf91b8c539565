import type { AskedAbout } from '@varco/shared/authorization/conditions';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionFaultsOf, conditionOf, tryCondition } from './cel.ts';

const about = (resource: unknown, context: unknown = {}, subject: unknown = {}): AskedAbout => ({
  subject: { type: 'user', id: 'anna', properties: subject as Record<string, unknown> },
  resource: { type: 'case', id: '42', properties: resource as Record<string, unknown> },
  action: { name: 'modify', properties: {} },
  context: context as Record<string, unknown>,
});
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
const outcome = (condition: string, asked: AskedAbout = about({})) => conditionOf(condition).judge(asked);
const rules = (condition: string) => conditionFaultsOf(condition).map(({ rule }) => rule);

describe('R5.9 a condition', () => {
  test.for<readonly [string, Record<string, unknown>, string]>([
    ['resource.properties.amount <= 5000', { amount: 5000 }, 'true'],
    ['resource.properties.amount <= 5000', { amount: 5000.01 }, 'false'],
    ['resource.properties.amount < 5000.5', { amount: 5000 }, 'true'],
    ['resource.properties.amount * 2.0 == 3.0', { amount: 1.5 }, 'true'],
    ['resource.properties.amount == 9007199254740993', { amount: 9007199254740992 }, 'false'],
    ['resource.properties.owner == subject.id', { owner: 'anna' }, 'true'],
    ['resource.properties.owner == subject.id', { owner: 'Anna' }, 'false'],
    ['resource.properties.state in ["open", "new"]', { state: 'new' }, 'true'],
    ['"minors" in resource.properties.tags', { tags: ['adults', 'minors'] }, 'true'],
    ['1 in resource.properties.tags', { tags: [2, 1] }, 'true'],
    ['resource.properties["two words"].inner[0].x == true', { 'two words': { inner: [{ x: true }] } }, 'true'],
    ['action.name == "modify" ? resource.properties.closed == false : true', { closed: false }, 'true'],
    ['has(resource.properties.none)', {}, 'false'],
    ['!has(resource.properties.none) || resource.properties.none > 1', {}, 'true'],
    ['resource.properties.none == null', { none: null }, 'true'],
    ['resource.properties.name.startsWith("AB") && size(resource.properties.name) == 3', { name: 'ABC' }, 'true'],
    ['resource.properties.due <= "2026-11-22"', { due: '2026-11-22' }, 'true'],
    ['timestamp(resource.properties.at) < timestamp("2026-11-23T00:00:00Z")', { at: '2026-11-22T23:59:59+01:00' }, 'true'],
    ['timestamp(resource.properties.at).getHours("Europe/Rome") == 8', { at: '2026-07-01T06:30:00Z' }, 'true'],
  ])('%s of %j: %s', ([condition, properties, expected]) => {
    expect(conditionFaultsOf(condition)).toEqual([]);
    expect(outcome(condition, about(properties))).toBe(expected);
  });

  test.for<readonly [string, Record<string, unknown>, string]>([
    ['resource.properties.amount <= 5000', {}, 'missing'],
    ['resource.properties.amount <= 5000', { amount: '10' }, 'kinds'],
    ['resource.properties.amount != 5000 && resource.properties.other != 1', { amount: 1 }, 'missing'],
    ['!resource.properties.amount', { amount: 1 }, 'kinds'],
    ['resource.properties.amount', { amount: 1 }, 'not-boolean'],
    ['resource.properties.amount / 2 == 1', { amount: 1 }, 'kinds'],
    ['1 / 0 == 1', {}, 'failed'],
    ['timestamp(resource.properties.at) < timestamp("2026-11-23T00:00:00Z")', { at: 'domani' }, 'failed'],
    ['timestamp(resource.properties.at).getHours("Mars/Base") == 8', { at: '2026-07-01T06:30:00Z' }, 'failed'],
    ['resource.properties.list[7] == 1', { list: [1] }, 'failed'],
  ])('%s of %j is an error, so a no: %s', ([condition, properties, error]) => {
    expect(conditionFaultsOf(condition)).toEqual([]);
    expect(tryCondition(condition, about(properties))).toMatchObject({ outcome: 'error', error });
    expect(outcome(condition, about(properties))).toBe('error');
  });

  test('names the property that nobody sent', () => {
    expect(tryCondition('resource.properties.amount <= 5', about({}))).toEqual({ outcome: 'error', error: 'missing', name: 'amount' });
  });

  test.for<readonly [string, string, number, number]>([
    ['resource.properties.a == 1 &&', 'condition-syntax', 1, 30],
    ['resource.properties.a == "x', 'condition-syntax', 1, 26],
    ['resource.properties.a == 1 &&\n  owner == 2', 'condition-unknown-name', 2, 3],
    ['resource.amount == 1', 'condition-unknown-field', 1, 10],
    ['resource.properties.a.matches("(a+)+$")', 'condition-regular-expression', 1, 1],
    ['resource.properties.l.exists(x, x == 1)', 'condition-repetition', 1, 1],
    ['cel.bind(x, 1, x == 1)', 'condition-repetition', 1, 1],
    ['resource.properties.l.map(x, x).size() == 1', 'condition-repetition', 1, 1],
    ['type(subject.id) == string', 'condition-unknown-function', 1, 1],
    ['b"a" == b"a"', 'condition-not-allowed', 1, 1],
    ['(resource.properties.a + resource.properties.a).contains("x")', 'condition-text-in-function', 1, 2],
    ['subject.properties == resource.properties', 'condition-not-allowed', 1, 9],
    ['subject["id"] == "x"', 'condition-not-allowed', 1, 1],
    ['{"a": 1}.a == 1', 'condition-too-deep', 1, 2],
    ['"a" < 1', 'condition-types', 1, 1],
    ['1 + 1', 'condition-not-boolean', 1, 1],
    ['((((((((((((true))))))))))))', 'condition-too-deep', 1, 11],
    [`"${'x'.repeat(500)}" == ""`, 'condition-too-long', 1, 501],
    ['subject.id == "\u0000"', 'condition-syntax', 1, 16],
    ['', 'condition-syntax', 1, 1],
    ['__proto__ == 1', 'condition-syntax', 1, 1],
    ['constructor == 1', 'condition-unknown-name', 1, 1],
    ['subject.constructor == 1', 'condition-unknown-field', 1, 9],
    ['google.protobuf == 1', 'condition-unknown-name', 1, 1],
  ])('%s is refused: %s at %i:%i', ([condition, rule, line, column]) => {
    expect(conditionFaultsOf(condition)[0]).toMatchObject({ rule, line, column });
    expect(outcome(condition)).toBe('error');
  });

  test('says every name that is wrong at once', () => {
    expect(rules('a == 1 && b == 2 && c.matches("x")')).toEqual([
      'condition-unknown-name',
      'condition-unknown-name',
      'condition-regular-expression',
      'condition-unknown-name',
    ]);
  });
});

describe('R5.9 what is sent harms nothing', () => {
  test('names that every object has are properties like others, or missing', () => {
    const sent = json('{"constructor": "c", "__proto__": {"admin": true}, "toString": 1, "inner": {"hasOwnProperty": 2, "__proto__": 3}}');

    expect(outcome('resource.properties.constructor == "c"', about(sent))).toBe('true');
    expect(outcome('resource.properties["__proto__"].admin == true', about(sent))).toBe('true');
    expect(outcome('resource.properties.inner.hasOwnProperty == 2', about(sent))).toBe('true');
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(outcome(`has(resource.properties.${name})`, about({ x: 1 }))).toBe('false');
      expect(outcome(`"${name}" in resource.properties`, about({ x: 1 }))).toBe('false');
      expect(outcome(`resource.properties.${name} != "x"`, about({ x: 1 }))).toBe('error');
      expect(outcome(`resource.properties.deep.${name} != "x"`, about({ deep: { x: 1 } }))).toBe('error');
      expect(outcome(`resource.properties.text.${name} != "x"`, about({ text: 'x' }))).toBe('error');
      expect(outcome(`resource.properties.list.${name} != "x"`, about({ list: ['x'] }))).toBe('error');
    }
  });

  test('what is too long or too deep cannot be used, whichever way it is asked, and does not trouble the rest', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 5_000; level += 1) deep = [deep];
    const sent = about({
      long: 'x'.repeat(257),
      list: Array.from({ length: 1_001 }, (_, n) => n),
      deep,
      mixed: ['a', 'x'.repeat(257)],
      ok: 1,
    });

    for (const condition of ['long != "a"', 'list != [1]', '5 in list', 'deep != [1]', '"a" in mixed', 'mixed != ["a"]'])
      expect([condition, outcome(condition.replace(/(long|list|deep|mixed)/, 'resource.properties.$1'), sent)]).toEqual([
        condition,
        'error',
      ]);
    for (const text of ['!("b" in resource.properties.mixed)', '!has(resource.properties.long)', 'size(resource.properties.list) > 3'])
      expect([text, outcome(text, sent)]).toEqual([text, 'error']);
    expect(outcome('resource.properties.ok == 1', sent)).toBe('true');
    const many = about(Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`p${n}`, n])));
    expect(outcome('!has(resource.properties.none)', many)).toBe('error');
    expect(outcome('!("none" in resource.properties)', many)).toBe('error');
    expect(outcome('has(context.p1)', about({}, many.resource?.properties))).toBe('error');
  });

  test('whatever JSON is sent, a condition answers with one of three words and never throws', () => {
    const conditions = [
      'resource.properties.a == 1',
      'resource.properties.a < resource.properties.b',
      'resource.properties.a in resource.properties.b',
      'resource.properties.a.b.c == resource.properties["b"][0]',
      'resource.properties.a.contains(resource.properties.b)',
      'timestamp(resource.properties.a) > timestamp(resource.properties.b)',
      '-resource.properties.a < 0 || !resource.properties.b',
      'int(resource.properties.a) % int(resource.properties.b) == 0',
      'resource.properties.a ? true : resource.properties.b == context.a',
    ];
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom(...conditions), (a, b, condition) => {
        expect(['true', 'false', 'error']).toContain(outcome(condition, about({ a, b }, { a })));
      }),
      { numRuns: 3_000, seed: 26 },
    );
  });

  test('whatever is typed, reading it ends with a list of faults and never throws', () => {
    const words = [
      'subject',
      '.properties',
      '.a',
      '(',
      ')',
      '[',
      ']',
      '"',
      '\\',
      '&&',
      '||',
      '!',
      '-',
      '?',
      ':',
      ' in ',
      '1',
      '1e9',
      '0x',
      "'''",
      '==',
      '.matches("a")',
      ',',
      '{',
      '}',
      '\n',
      '.all(x,x)',
      '…',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (parts) => {
        expect(Array.isArray(conditionFaultsOf(parts.join('')))).toBe(true);
      }),
      { numRuns: 3_000, seed: 26 },
    );
  });

  test('the worst of 500 characters is answered in a few thousandths of a second', () => {
    const a = 'a'.repeat(256);
    const list = Array.from({ length: 900 }, () => 'a'.repeat(250));
    const repeated = (part: string, by: string): string => {
      let text = part;
      while (text.length + by.length + part.length <= 490) text += by + part;
      return text;
    };
    const worst = [
      `${repeated('context.a', '+')} == "x"`,
      `${repeated('context.l', '+')} == [context.a]`,
      repeated('context.a.contains(context.b)', '||'),
      repeated('("z" in context.l)', '||'),
      repeated('context.l==context.m', '&&'),
      repeated('timestamp(context.t).getHours(context.z)>99', '||'),
      `${'!'.repeat(180)}true`,
      `${'-'.repeat(490)}1 == 1`,
      `${'['.repeat(245)}${']'.repeat(245)} == []`,
      repeated('1', '*'),
      repeated('9223372036854775807', '*'),
      repeated('true', '?true:'),
      `"${'\\u0061'.repeat(80)}" == "a"`,
      `r"${'\\'.repeat(400)}" == "a"`,
    ];
    const context = { a, b: `${'a'.repeat(127)}b`, l: list, m: [...list], t: '2026-07-01T06:30:00Z', z: 'Europe/Rome' };
    for (const condition of worst) {
      const asked = about({}, { ...context });
      const before = process.threadCpuUsage();
      conditionFaultsOf(condition);
      outcome(condition, asked);
      const { user, system } = process.threadCpuUsage(before);
      expect([condition.slice(0, 40), (user + system) / 1_000 < 500]).toEqual([condition.slice(0, 40), true]);
    }
  });
});
