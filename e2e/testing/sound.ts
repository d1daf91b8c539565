import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Language, seenOf } from './browser.ts';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [1440, 360, 320] as const;
const folder = process.env.VARCO_TEST_SCREENSHOTS;

/** What a page says about itself. */
interface Facts {
  readonly language: string;
  readonly title: string;
  readonly headings: readonly string[];
  /** What sticks out of the window to the right. */
  readonly outside: readonly string[];
  readonly fonts: readonly string[];
  readonly family: string;
  readonly rawWords: readonly string[];
}

/** The page as it stands now is whole: accessible, in our letters, inside the window, of one language, and it asked nobody else. */
export async function pageIsSound(page: Page, language: Language = 'it'): Promise<void> {
  expect([...(await plainFaultsOf(page, language)), ...(await violationsOf(page))], page.url()).toEqual([]);
}

/** All of it but the checker, which needs scripts. */
export async function pageIsPlainlySound(page: Page, language: Language = 'it'): Promise<void> {
  expect(await plainFaultsOf(page, language), page.url()).toEqual([]);
}

/**
 * Looks at the page at every width that counts, and keeps the pictures when VARCO_TEST_SCREENSHOTS names a folder.
 * The checker is slow and judges each layout once: the desk's in Italian, the narrowest in English.
 */
export async function look(page: Page, name: string, language: Language = 'it'): Promise<void> {
  const before = page.viewportSize();
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    await picture(page, `${name}-${language}-${width}`);
    faults.push(...(await plainFaultsOf(page, language)));
    if (width === (language === 'it' ? 1440 : 320)) faults.push(...(await violationsOf(page)));
  }
  if (before) await page.setViewportSize(before);
  expect(faults, `${name}, ${page.url()}: ${faults.join('; ')}`).toEqual([]);
}

/** Keeps one picture of the whole page, if a folder for pictures is named. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  // From its beginning: what stays in view while scrolling would stand in the middle.
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: 'disabled' });
}

/** Waits until nothing on the page is still being read from the server. */
async function settled(page: Page): Promise<void> {
  await page.locator('progress.v-progress, [aria-busy="true"]').first().waitFor({ state: 'detached' });
}

async function plainFaultsOf(page: Page, language: Language): Promise<string[]> {
  await settled(page);
  const facts = await page.evaluate(factsOf);
  const [heading = '', ...others] = facts.headings;
  const { faults, strangers } = seenOf(page);
  const wrong: [boolean, string][] = [
    [facts.language !== language, `the document is in "${facts.language}", not in "${language}"`],
    [heading.trim() === '' || others.length > 0, `it has ${facts.headings.length} first headings: ${facts.headings.join(' | ')}`],
    [!/ - Varco$/.test(facts.title), `its title does not end with the product: "${facts.title}"`],
    [!facts.title.replace(/^(Errore|Error): /, '').startsWith(heading), `its title "${facts.title}" does not begin with "${heading}"`],
    [facts.outside.length > 0, `it can be pushed sideways: ${facts.outside.join(', ')}`],
    [!facts.fonts.includes('400 loaded') || !facts.fonts.includes('600 loaded'), `our letters are not loaded: ${facts.fonts.join(', ')}`],
    [!/^"?Titillium Web/.test(facts.family), `it is set in ${facts.family}`],
    [facts.rawWords.length > 0, `it shows ${facts.rawWords.join(', ')}`],
    [faults.length > 0, `the browser complains: ${faults.join(' | ')}`],
    [strangers.length > 0, `it asked others: ${strangers.join(', ')}`],
  ];
  return wrong.filter(([is]) => is).map(([, fault]) => `at ${page.viewportSize()?.width} px ${fault}`);
}

/** Everything axe finds wrong, one line each: the rule, where, and what it asks. */
async function violationsOf(page: Page): Promise<string[]> {
  // From its beginning: the band that stays in view would cover whatever happens to lie under it.
  await page.evaluate(() => scrollTo(0, 0));
  const present = await page.evaluate(() => 'axe' in globalThis);
  // Through the debugger, not as a script of the page: the page's own policy stays as strict as it is.
  if (!present) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${(failureSummary ?? '').replaceAll(/\s+/g, ' ')}`),
    );
  }, WCAG_22_AA);
}

/** Runs inside the page. */
async function factsOf(): Promise<Facts> {
  await document.fonts.load('600 16px "Titillium Web"');
  await document.fonts.ready;
  const root = document.documentElement;
  const overflows = root.scrollWidth > root.clientWidth;
  const sticksOut = (element: Element) => element.getBoundingClientRect().right > root.clientWidth + 1;
  return {
    language: root.lang,
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map((heading) => heading.innerText),
    outside: overflows
      ? [...document.querySelectorAll('body *')]
          .filter((element) => sticksOut(element) && ![...element.children].some(sticksOut))
          .map((element) => `<${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent?.trim().slice(0, 40)}`)
      : [],
    fonts: [...document.fonts].filter(({ family }) => family.includes('Titillium Web')).map(({ weight, status }) => `${weight} ${status}`),
    family: getComputedStyle(document.body).fontFamily,
    rawWords: document.body.innerText.match(/\bundefined\b|\bNaN\b|Invalid Date|\{\{|\[object /g) ?? [],
  };
}
