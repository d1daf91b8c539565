import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../tools/bootstrap.mjs';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look, pageIsSound } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

/** What browsers learnt of late, or some common one never did: the pages must do without (https://web.dev/baseline). */
const late: Readonly<Record<string, readonly string[]>> = {
  Promise: ['try', 'withResolvers'],
  Array: ['fromAsync'],
  Object: ['groupBy'],
  Map: ['groupBy'],
  URL: ['parse'],
  RegExp: ['escape'],
  Error: ['isError'],
  Math: ['sumPrecise', 'f16round'],
  Intl: ['DurationFormat'],
  AbortSignal: ['any'],
  Uint8Array: ['fromBase64', 'fromHex'],
  'Uint8Array.prototype': ['toBase64', 'toHex', 'setFromBase64', 'setFromHex'],
  'Set.prototype': ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
  'Map.prototype': ['getOrInsert', 'getOrInsertComputed'],
  'Iterator.prototype': ['map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every', 'find'],
  'Document.prototype': ['startViewTransition'],
  'Element.prototype': ['setHTML', 'moveBefore', 'checkVisibility'],
  'HTMLElement.prototype': ['showPopover', 'hidePopover', 'togglePopover'],
  globalThis: [
    ...['Iterator', 'navigation', 'scheduler', 'cookieStore', 'trustedTypes', 'CloseWatcher', 'requestIdleCallback', 'URLPattern'],
    ...['Temporal', 'DisposableStack', 'SuppressedError', 'Float16Array', 'Sanitizer'],
  ],
};

/** Runs inside the page, before its scripts: takes away what `late` names, and leaves word of how much that was. */
function forget(names: Readonly<Record<string, readonly string[]>>): void {
  let gone = 0;
  for (const [path, members] of Object.entries(names)) {
    let holder: unknown = globalThis;
    for (const step of path === 'globalThis' ? [] : path.split('.')) holder = (holder as Record<string, unknown> | undefined)?.[step];
    if (holder === undefined) continue;
    for (const member of members) {
      if (!(member in (holder as object))) continue;
      Reflect.deleteProperty(holder as object, member);
      if (!(member in (holder as object))) gone += 1;
    }
  }
  Object.assign(globalThis, { forgotten: gone });
}

test('R4.18 everything works in a browser that lacks what the common ones learnt of late', async () => {
  const page = await openPage(varco.url);
  await page.addInitScript(forget, late);
  await signIn(page, administrator);
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { forgotten: number }).forgotten)).toBeGreaterThan(20);

  await page.getByRole('link', { name: 'Utenti', exact: true }).click();
  await page.getByRole('link', { name: 'Nuovo utente' }).click();
  await page.getByLabel('Cognome').fill('Bianchi');
  await page.getByLabel('Nome', { exact: true }).fill('Marta');
  await page.getByRole('button', { name: 'Crea utente' }).click();
  await page.getByRole('region', { name: 'Utente creato' }).getByRole('button', { name: 'Fine' }).click();
  const pages = [
    ['/access-log?outcome=changes', 'Accessi utenti'],
    ['/policy?edit=yes', 'Criteri di accesso'],
    ['/settings/statements?edit=privacy', 'Testi delle pagine'],
    ['/me', 'Il mio profilo'],
    ['/me/password', 'Cambia password'],
    ['/me/accesses', 'I miei accessi'],
    ['/help', /^(Aiuto|Manuale)/],
  ] as const;
  for (const [path, title] of pages) {
    await page.goto(path);
    await titled(page, title);
    await pageIsSound(page);
  }
  await page.getByRole('button', { name: 'Esci' }).click();
  await titled(page, 'Accedi');
});

test('the pages are those that people get, also when a test built them', () => {
  const folder = join(root, 'web', 'dist', 'assets');
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));

  expect(scripts.length).toBeGreaterThan(5);
  expect(scripts.filter((file) => readFileSync(join(folder, file), 'utf8').includes('React DevTools'))).toEqual([]);
});

test('R4.18 the styles hold nothing that the common browsers learnt of late', () => {
  const folder = join(root, 'web', 'dist', 'assets');
  const styles = readdirSync(folder).filter((file) => file.endsWith('.css'));
  const found = styles.flatMap(
    (file) =>
      readFileSync(join(folder, file), 'utf8').match(
        /@(scope|starting-style|view-transition|position-try|function)\b|\b(light-dark|anchor|if|sibling-index|calc-size)\(|[{;](field-sizing|interpolate-size|anchor-name|reading-flow|text-box(-trim)?|corner-shape)\s*:|:popover-open|[{}]\s*&/g,
      ) ?? [],
  );

  expect(styles.length).toBeGreaterThan(1);
  expect(found).toEqual([]);
});

test('R4.18 on a telephone, with a finger alone, somebody is found and signs out; the log knows the telephone', async () => {
  const page = await openPage(varco.url, {
    width: 390,
    height: 844,
    phone:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  });
  await page.goto('/sign-in');
  await page.getByLabel('Nome utente').fill(administrator.username);
  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: 'Accedi', exact: true }).tap();
  await titled(page, 'Scrivania');
  await page
    .getByText(/Safari 26/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Apri il menu' }).tap();
  await page.getByRole('dialog').getByRole('link', { name: 'Utenti', exact: true }).tap();
  await titled(page, 'Utenti');
  await page.getByRole('link', { name: 'Conti Laura' }).tap();
  await titled(page, 'Conti Laura');
  await look(page, 'user-on-a-telephone');
  await page.getByRole('button', { name: 'Vai a' }).tap();
  await page.getByRole('menuitem', { name: 'Accessi utenti' }).tap();
  await titled(page, 'Accessi utenti');
  await page
    .getByText(/Safari 26 iOS/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Esci' }).tap();
  await titled(page, 'Accedi');
});
