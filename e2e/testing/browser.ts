import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { findChromium, installLine } from '../../tools/debian-packages.mjs';
import { lastWords, PATIENCE_MS } from './program.ts';

/** In which language a page is asked for. */
export type Language = 'it' | 'en';

/** Who comes, with which browser. */
export interface Visit {
  readonly language?: Language;
  readonly width?: number;
  readonly height?: number;
  readonly scripts?: boolean;
  readonly forcedColors?: boolean;
  /** A telephone, touched with a finger, that calls itself so. */
  readonly phone?: string;
}

/** What a page did besides what it shows: faults on the console, and whom it asked. */
export interface Watch {
  readonly faults: string[];
  readonly strangers: string[];
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Promise<Browser> | undefined;
const watches = new WeakMap<Page, Watch>();

afterAll(async () => {
  await (await browser)?.close();
});

function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`There is no Chromium for the journeys. ${installLine()}`);
  browser ??= chromium.launch({ executablePath, args: flags });
  return browser;
}

/** Opens a new browser window, as of a person on another machine, and watches what its pages do; it closes with the test. */
export async function openPage(origin: string, visit: Visit = {}): Promise<Page> {
  const { language = 'it', width = 1440, height = 900, scripts = true, forcedColors = false, phone } = visit;
  const context = await (await openBrowser()).newContext({
    baseURL: origin,
    locale: language === 'it' ? 'it-IT' : 'en-GB',
    timezoneId: 'Europe/Rome',
    viewport: { width, height },
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
    ...(forcedColors ? { forcedColors: 'active' } : {}),
    ...(phone === undefined ? {} : { userAgent: phone, isMobile: true, hasTouch: true }),
  });
  context.setDefaultTimeout(PATIENCE_MS / 2);
  const page = await context.newPage();
  watches.set(page, watch(page, origin));
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPicture(page, task.name);
    await context.close();
  });
  return page;
}

/** What the watch over a page has seen. */
export function seenOf(page: Page): Watch {
  const seen = watches.get(page);
  if (!seen) throw new Error('This page was not opened by openPage.');
  return seen;
}

function watch(page: Page, origin: string): Watch {
  const seen: Watch = { faults: [], strangers: [] };
  page.on('pageerror', (error) => seen.faults.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    // A refusal is an answer: the browser itself calls every status above 399 an error.
    const isRefusal = /^Failed to load resource: the server responded with a status of (4\d\d|503)/.test(message.text());
    if (message.type() === 'error' && !isRefusal) seen.faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && new URL(request.url()).origin !== origin) seen.strangers.push(request.url());
  });
  page.on('response', (response) => {
    const kind = response.request().resourceType();
    if (['script', 'stylesheet', 'font', 'image'].includes(kind) && response.status() >= 400) {
      seen.faults.push(`${response.url()} answered ${response.status()}`);
    }
  });
  return seen;
}

/** The last sight of a journey that failed, for whoever mends it. */
async function keepPicture(page: Page, test: string): Promise<void> {
  const folder = join(tmpdir(), 'varco-e2e-failed');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${test.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.png`);
  await page.screenshot({ path, fullPage: true }).catch(() => undefined);
  if (existsSync(path)) console.error(`The page as the failed test left it, ${page.url()}: ${path}\n${lastWords()}`);
}
