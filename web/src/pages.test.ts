import { languages } from '@varco/shared/language';
import { describe, expect, test } from 'vitest';
import { pages, readManual } from './pages.ts';
import type { createConsole } from './router.tsx';

type Address = keyof ReturnType<typeof createConsole>['routesByPath'];
/** An address without help does not even compile; the page that shows the help is its own. */
const explained: Readonly<Record<Exclude<Address, '/help/$page'>, unknown>> = pages;

const raw = import.meta.glob<string>(['./router.tsx', './pages.ts'], { query: '?raw', import: 'default', eager: true });
const router = raw['./router.tsx'] ?? '';
const registry = raw['./pages.ts'] ?? '';
const pageFiles = Object.keys(import.meta.glob('./**/*-page.tsx'));
const helpFiles = Object.keys(import.meta.glob(['./**/help.ts', '!./core/help.ts']));

describe('R4.17 help', () => {
  test('every address of the console has its help in the manual', () => {
    const addresses = [...router.matchAll(/path: '([^']+)'/g)].map((match) => match[1]);

    expect(addresses.length).toBeGreaterThan(5);
    expect(addresses.filter((address) => address !== '/help/$page' && !Object.hasOwn(explained, address ?? ''))).toEqual([]);
  });

  test('every page that is written stands at an address', () => {
    expect(pageFiles.length).toBeGreaterThan(5);
    expect(pageFiles.filter((file) => !router.includes(file))).toEqual([]);
  });

  test('every help that is written is in the manual', () => {
    expect(helpFiles.length).toBeGreaterThan(5);
    expect(helpFiles.filter((file) => !registry.includes(file))).toEqual([]);
  });

  test('the manual says something under every heading, in both languages, part by part the same', async () => {
    for (const { slug, help } of await readManual()) {
      const parts = languages.map((language) => help[language].parts.map((part) => [part.text?.length, part.steps?.length]));
      expect(parts[0], slug).toEqual(parts[1]);
      for (const language of languages) {
        const text = help[language];
        const said = [text.title, text.intro, ...text.parts.flatMap((part) => [part.title, ...(part.text ?? []), ...(part.steps ?? [])])];
        expect(text.parts.length, slug).toBeGreaterThan(0);
        expect(
          text.parts.every((part) => (part.text ?? part.steps ?? []).length > 0),
          slug,
        ).toBe(true);
        expect(
          said.filter((sentence) => sentence.trim() === ''),
          slug,
        ).toEqual([]);
      }
    }
  });

  test('each page has a name of its own in the manual', () => {
    const slugs = Object.values(pages).map((page) => page.slug);

    expect(new Set(slugs).size).toBe(slugs.length);
  });
});
