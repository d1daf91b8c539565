import { events } from '@varco/shared/access-log/events';
import { LONGEST_STATEMENT } from '@varco/shared/statements/api';
import { describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

const own = { it: 'Il nostro testo.', en: 'Our text.' };

/** A fresh installation with its administrator in a browser, and the saving of a privacy notice there. */
async function atWork(): Promise<{
  world: World;
  browser: TestBrowser;
  save(change: object, from?: TestBrowser): ReturnType<TestBrowser['send']>;
  page(): Promise<string>;
}> {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  return {
    world,
    browser,
    save: (change, from = browser) => from.send('PUT', '/api/statements/privacy', change),
    page: async () => (await browser.get('/privacy', { html: true })).text,
  };
}

test('anybody reads the statements, before anything is set up and without signing in', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await world.browser();

  const [accessibility, privacy] = [await browser.get('/accessibility', { html: true }), await browser.get('/privacy', { html: true })];

  expect(accessibility.status).toBe(200);
  expect(accessibility.text).toContain('EN 301 549');
  expect(privacy.text).toContain('<h1>');
});

test('an administrator words a statement, in each language apart, and the log says so', async () => {
  const { world, browser, save, page } = await atWork();
  await page();

  const answer = await save({ version: 0, it: own.it, en: null });

  expect(answer.body).toMatchObject({ version: 1, it: { text: own.it, own: true }, en: { own: false } });
  expect(await page()).toContain(own.it);
  expect((await browser.get('/privacy', { html: true, headers: { 'accept-language': 'en' } })).text).toContain('This notice');
  expect((await world.logRows()).at(-1)).toMatchObject({ event: events['statement-changed'], username: ADMINISTRATOR.username });
});

test('a wording is text: markup in it is shown, not obeyed', async () => {
  const { save, page } = await atWork();

  await save({ version: 0, it: '<script>alert(1)</script>', en: null });

  expect(await page()).not.toContain('<script>alert(1)');
  expect(await page()).toContain('&lt;script&gt;alert(1)');
});

test('null gives a language back to the text of the product; saving the same twice writes nothing', async () => {
  const { world, save } = await atWork();
  await save({ version: 0, ...own });
  const before = (await world.logRows()).length;

  const same = await save({ version: 1, ...own });
  const back = await save({ version: 1, it: null, en: own.en });

  expect(same.body).toMatchObject({ version: 1 });
  expect(back.body).toMatchObject({ version: 2, it: { own: false }, en: { own: true } });
  expect((await world.logRows()).length).toBe(before + 1);
});

test('nobody else words a statement', async () => {
  const { world, save } = await atWork();
  const browser = await world.browser();
  await browser.signIn(await world.user());

  const answer = await save({ version: 0, it: 'Falso', en: null }, browser);

  expect(answer).toMatchObject({ status: 403, body: { type: 'authorization.not-allowed' } });
});

describe('two editors of one statement', () => {
  test('the second is told, with the text of the first, and nothing is overwritten', async () => {
    const { world, save, page } = await atWork();
    await save({ version: 0, ...own });
    const before = (await world.logRows()).length;

    const late = await save({ version: 0, it: 'Tardi.', en: null });

    expect(late).toMatchObject({
      status: 409,
      body: {
        type: 'request.changed-meanwhile',
        current: { version: 1, it: { text: own.it, own: true }, en: { text: own.en, own: true } },
      },
    });
    expect(await page()).toContain(own.it);
    expect((await world.logRows()).length).toBe(before);
    expect((await save({ version: 1, it: 'Adesso.', en: own.en })).body).toMatchObject({ version: 2, it: { text: 'Adesso.' } });
  });

  test('of twenty saves at once over one version a single one is kept, and the log has its line alone', async () => {
    const { world, save } = await atWork();
    const before = (await world.logRows()).length;

    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => save({ version: 0, it: `Testo ${n}.`, en: null })));

    const kept = answers.filter(({ status }) => status === 200);
    expect(kept).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => !kept.includes(answer))) {
      expect([status, body.current]).toEqual([409, kept[0]?.body]);
    }
    expect((await world.logRows()).length).toBe(before + 1);
  });
});

test('a text too long is refused by its field, both at once and however it is written; the longest is taken', async () => {
  const { save } = await atWork();
  const tooLong = 'è'.repeat(LONGEST_STATEMENT + 1);

  const refused = await save({ version: 0, it: tooLong, en: '\u0001'.repeat(LONGEST_STATEMENT + 1) });

  expect(refused).toMatchObject({
    status: 400,
    body: {
      type: 'request.invalid',
      issues: [
        { field: 'it', rule: 'too-long', max: LONGEST_STATEMENT },
        { field: 'en', rule: 'too-long', max: LONGEST_STATEMENT },
      ],
    },
  });
  expect((await save({ version: 0, it: '€'.repeat(LONGEST_STATEMENT), en: '\u0001'.repeat(LONGEST_STATEMENT) })).status).toBe(200);
});

test('a text of nothing but blanks is refused in both languages at once', async () => {
  const { save } = await atWork();

  expect((await save({ version: 0, it: ' \n ', en: '' })).body).toMatchObject({
    issues: [
      { field: 'it', rule: 'required' },
      { field: 'en', rule: 'required' },
    ],
  });
});

test('readers ask the database once a second at most, and another node shows a change within that second', async () => {
  const { world, page } = await atWork();
  await page();
  await world.owner(
    `insert into statements.texts (organization_id, statement, version, it, since, changed_by) values ($1, 'privacy', 1, 'Da un altro nodo.', $2, $3)`,
    [world.organizationId, world.clock.now(), world.administrator.id],
  );

  world.clock.advance({ milliseconds: 999 });
  expect(await page()).not.toContain('Da un altro nodo.');
  world.clock.advance({ milliseconds: 1 });
  expect(await page()).toContain('Da un altro nodo.');
});
