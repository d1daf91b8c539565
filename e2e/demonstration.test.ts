import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { findNode, root } from '../tools/bootstrap.mjs';
import { openPage, seenOf } from './testing/browser.ts';
import { Client } from './testing/client.ts';
import { askDatabase } from './testing/database.ts';
import { startInstallation } from './testing/installation.ts';
import {
  complaintsOf,
  interruptedStart,
  type Program,
  refusedStart,
  restarted,
  startVarco,
  temporaryFolder,
  type Wishes,
} from './testing/program.ts';
import { pageIsSound } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

const demo = (...more: string[]): Pick<Wishes, 'command'> => ({
  command: [findNode(), '--disable-warning=ExperimentalWarning', join(root, 'server/src/main.ts'), '--demo', ...more],
});

const cli: [string, ...string[]] = [findNode(), '--disable-warning=ExperimentalWarning', join(root, 'server/src/cli.ts')];

/** Somebody of the table that the terminal shows. */
async function shown({ said }: Program, kind: RegExp): Promise<{ username: string; password: string }> {
  const row = new RegExp(`^ {2}${kind.source} {2,}(\\S+) {2,}(\\S+) {2,}\\S`, 'm');
  await expect.poll(said, { interval: 20 }).toMatch(row);
  const [, username = '', password = ''] = row.exec(said()) ?? [];
  return { username, password };
}

/** By keyboard alone to the end of the page: what has the focus is never under the line that stays in view (WCAG 2.4.11). */
async function keepsFocusInView(page: Page): Promise<void> {
  const mark = page.getByText('Demonstration: invented data');
  const top = (await mark.boundingBox())?.y ?? 0;
  const seen: number[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    seen.push(
      await page.evaluate(() => {
        const box = document.activeElement?.getBoundingClientRect();
        return !box || document.activeElement === document.body ? 0 : box.height > innerHeight / 2 ? box.top : box.bottom;
      }),
    );
  }
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
  expect((await mark.boundingBox())?.y).toBe(top);
  expect(Math.max(...seen)).toBeLessThanOrEqual(top);
}

let first: Program;

beforeAll(async () => {
  first = await startVarco(demo());
});

test('a demonstration starts by itself, shows whom to sign in as, and says on every page that nothing is real', async () => {
  const varco = first;
  const administrator = await shown(varco, /administrator/);
  const page = await openPage(varco.url, { width: 360, height: 740, language: 'en' });

  await page.goto('/sign-in');
  const banner = page.getByRole('complementary', { name: 'Demonstration' });
  await banner.waitFor();
  await pageIsSound(page, 'en');
  await signIn(page, administrator, 'en');
  await page.goto('/users');
  await titled(page, 'Users');
  await keepsFocusInView(page);
  for (const [path, title] of [
    ['/users', 'Users'],
    ['/access-log', 'Access log'],
    ['/me', 'My profile'],
    ['/nowhere', /./],
    ['/', 'Desk'],
  ] as const) {
    await page.goto(path);
    await titled(page, title);
    expect([path, await banner.count()]).toEqual([path, 1]);
    await expect.poll(() => banner.getByRole('button').count()).toBe(0);
  }
  await pageIsSound(page, 'en');
  expect(seenOf(page)).toEqual({ faults: [], strangers: [] });
  expect(varco.said()).not.toContain('keep a copy of it elsewhere');
});

test('a demonstration is never started as a real gate, and begins again when it is asked to, when that is stopped, and when it was left half made', async () => {
  const { data } = first;
  const administrator = await shown(first, /administrator/);
  const hands = new Client(first.url);
  await hands.signIn(administrator.username, administrator.password);
  expect((await hands.post('/api/users', { familyName: 'Nuova', givenName: 'Ida', username: 'ida' })).status).toBe(201);
  const command = (environment: Record<string, string>) =>
    spawnSync(findNode(), [...cli.slice(1), 'user', 'list', '--search', 'ida'], {
      encoding: 'utf8',
      cwd: root,
      env: { PATH: process.env.PATH ?? '', VARCO_DATA: data, ...environment },
    });
  expect(command({}).stderr).toBe(
    `${data} holds a demonstration. Add VARCO_DEMO=1 to use the command on it, or name another folder with VARCO_DATA.\n`,
  );
  expect(command({ VARCO_DEMO: '1' }).stdout).toContain('Nuova Ida');
  await first.end();

  const real = await refusedStart({ data });
  expect([real.code, complaintsOf(real)]).toEqual([
    1,
    [
      `${data} holds a demonstration, whose people are invented and whose passwords are known: start it with --demo, or name another folder with VARCO_DATA.`,
    ],
  ]);
  const again = await startVarco({ data, ...demo() });
  expect(askDatabase(data, `select username from identity.users where username = 'ida'`)).toEqual(['ida']);
  await again.end();
  const key = () => readFileSync(join(data, 'keys/secret'), 'utf8');
  const begun = key();

  const stopped = await interruptedStart({ data, command: [...cli, 'demo', '--fresh', '--folder', data] }, /^Inventing a municipality/m);
  expect([stopped.code, complaintsOf(stopped)]).toEqual([0, []]);
  expect(key()).not.toBe(begun);

  const next = await startVarco({ data, command: [...cli, 'demo', '--folder', data] });
  expect(askDatabase(data, 'select count(*), count(*) filter (where filled_at is not null) from setup.demonstration')).toEqual(['1|1']);
  expect(askDatabase(data, `select count(*), count(*) filter (where username = 'ida') from identity.users`)).toEqual(['81|0']);
  expect(await shown(next, /administrator/)).toEqual(administrator);
  askDatabase(data, 'update setup.demonstration set filled_at = null; delete from setup.links');
  await next.end();
  const half = key();

  expect((await interruptedStart({ data, ...demo() }, /^Inventing a municipality/m)).code).toBe(0);
  expect(key()).not.toBe(half);
});

test('a demonstration leaves alone a real installation, a real one that was only begun, and a folder of something else', async () => {
  const installation = await startInstallation();
  await installation.end();
  for (const words of [[], ['--fresh']]) {
    const refused = await refusedStart({ data: installation.data, ...demo(...words) });
    expect([refused.code, complaintsOf(refused)]).toEqual([
      1,
      [
        `${installation.data} holds a real installation: a demonstration needs a folder of its own, so leave VARCO_DATA out or name a new folder.`,
      ],
    ]);
  }
  expect((await restarted(installation)).data).toBe(installation.data);
  expect(askDatabase(installation.data, 'select count(*) from identity.users')).toEqual(['1']);

  const begun = await startVarco();
  await begun.setupLink();
  await begun.end();
  expect(complaintsOf(await refusedStart({ data: begun.data, ...demo() }))).toEqual([expect.stringContaining('holds a real installation')]);

  const other = join(temporaryFolder(), 'letters');
  mkdirSync(other);
  writeFileSync(join(other, 'letter.txt'), 'Dear');
  const refused = await refusedStart({ data: other, ...demo('--fresh') });
  expect(complaintsOf(refused)).toEqual([
    `${other} is not empty (it holds letter.txt): a demonstration needs a folder of its own, so name a new one with VARCO_DATA.`,
  ]);
  expect(readdirSync(other)).toEqual(['letter.txt']);
  expect(existsSync(join(other, 'pg'))).toBe(false);
});
