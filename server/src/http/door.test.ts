import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languages } from '@varco/shared/language';
import { type ProblemCode, problems } from '@varco/shared/problems';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doorPage, errorPage, type Frame, html, loadDoorAssets } from './door.ts';

const frame: Frame = {
  language: 'it',
  path: '/sign-in?returnTo=/users',
  organization: 'Comune di Borgo Ligure',
  assets: {
    css: '/assets/door-1.css',
    script: '/assets/door-1.js',
    fonts: ['/assets/titillium-400.woff2'],
    icon: 'data:image/svg+xml,%3Csvg%3E',
  },
};
const title = (page: string): string | undefined => /<title>(.*?)<\/title>/.exec(page)?.[1];

describe('the frame', () => {
  test('the document says its language, its title and the organization', () => {
    const page = doorPage(frame, { title: 'Accedi', body: html`<h1>Accedi</h1>` });

    expect(page).toMatch(/^<!doctype html>\n<html lang="it">/);
    expect(title(page)).toBe('Accedi - Comune di Borgo Ligure - Varco');
  });

  test.each([
    ['it', 'Errore: Accedi'],
    ['en', 'Error: Accedi'],
  ] as const)('after a refusal the title of the window says so first (%s)', (language, beginning) => {
    expect(title(doorPage({ ...frame, language }, { title: 'Accedi', error: true, body: html`` }))).toMatch(new RegExp(`^${beginning}`));
  });

  test('the other language is one link away and comes back to this address', () => {
    const page = doorPage(frame, { title: 'Accedi', body: html`` });

    expect(page.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=')).toContain(
      'lang="en" hreflang="en" href="/language?to=en&amp;returnTo=%2Fsign-in%3FreturnTo%3D%2Fusers"',
    );
  });

  test('every page leads to the content, to the statements and to help', () => {
    const page = doorPage(frame, { title: 'Accedi', body: html`` });

    for (const part of ['href="#content"', '<main id="content"', 'href="/accessibility"', 'href="/privacy"', 'Serve aiuto?'])
      expect(page).toContain(part);
  });

  test("the organization's own words of help stand in place of ours", () => {
    expect(doorPage({ ...frame, help: 'Chiama lo 0187 000000, dalle 8 alle 18' }, { title: '', body: html`` })).toContain('0187 000000');
  });

  test('hostile names stay text', () => {
    const hostile = '</title><script>alert(1)</script>"';
    const page = doorPage(
      { ...frame, organization: hostile, path: `/"><script>${hostile}`, help: hostile },
      { title: hostile, body: html`` },
    );

    expect(page).not.toContain('<script>');
    expect(page.match(/<script/g)).toHaveLength(1);
  });
});

describe('problems as pages', () => {
  const codes = Object.keys(problems) as ProblemCode[];

  test.each(codes)('%s says what happened and offers a way on, in both languages', (code) => {
    for (const language of languages) {
      const page = errorPage({ ...frame, language }, { code, reference: '7F3K-22' });

      expect(page).not.toMatch(/undefined|null\b|\[object|\$\{/);
      expect(page.match(/<h1>/g)).toHaveLength(1);
      expect(title(page)?.startsWith(language === 'it' ? 'Errore:' : 'Error:')).toBe(code !== 'setup.required');
    }
  });

  test('a fault of ours gives the code to report, and nothing else does', () => {
    expect(errorPage(frame, { code: 'server.fault', reference: '7F3K-22' })).toContain('7F3K-22');
    expect(errorPage(frame, { code: 'request.not-found', reference: '7F3K-22' })).not.toContain('7F3K-22');
  });

  test('a sentence that the title already says is not said twice', () => {
    expect(errorPage(frame, { code: 'server.fault' }).match(/Qualcosa non ha funzionato/g)).toHaveLength(2);
  });

  test('a setup link that no longer works says how to get another from the terminal', () => {
    const page = errorPage({ ...frame, organization: null }, { code: 'setup.link-refused' });

    expect(page).toContain('Ctrl+C');
    expect(page).toContain('<code>npm start</code>');
  });
});

describe('the built files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'varco-door-'));
    mkdirSync(join(folder, '.vite'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'assets/varco-1.svg'), '<svg/>\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (manifest: unknown) => writeFileSync(join(folder, '.vite/manifest.json'), JSON.stringify(manifest));

  test('the manifest gives the style, the script, the icon and the two weights of the first paint', () => {
    write({
      'src/ui/varco.svg': { file: 'assets/varco-1.svg' },
      'src/door/door.ts': {
        file: 'assets/door-1.js',
        css: ['assets/door-1.css'],
        assets: [
          'assets/titillium-web-latin-600-normal-b.woff2',
          'assets/titillium-web-latin-400-normal-a.woff2',
          'assets/titillium-web-latin-700-normal-c.woff2',
          'assets/titillium-web-latin-ext-400-normal-d.woff2',
        ],
      },
    });

    expect(loadDoorAssets(folder)).toEqual({
      css: '/assets/door-1.css',
      script: '/assets/door-1.js',
      fonts: ['/assets/titillium-web-latin-400-normal-a.woff2', '/assets/titillium-web-latin-600-normal-b.woff2'],
      icon: 'data:image/svg+xml,%3Csvg%2F%3E',
    });
  });

  test('pages that are not built are named in one clear sentence', () => {
    expect(() => loadDoorAssets(folder)).toThrow(/The pages are not built: .*manifest\.json.*npm start/);
  });

  test('a build without the door is named in one clear sentence', () => {
    write({ 'index.html': { file: 'assets/console.js' } });

    expect(() => loadDoorAssets(folder)).toThrow(/incomplete: .*src\/door\/door\.ts.*npm start/);
  });
});
