import { languages } from '@varco/shared/language';
import { StatementName } from '@varco/shared/statements/api';
import { expect, test } from 'vitest';
import type { Frame } from '#http/door';
import { statementPage } from './pages.ts';

const frame: Frame = {
  language: 'it',
  path: '/privacy',
  organization: 'Comune di Borgo Ligure',
  assets: { css: '/assets/door.css', script: null, fonts: [], icon: null },
};

test('the default texts read well without and with an organization', () => {
  for (const language of languages) {
    for (const name of StatementName.options) {
      const without = statementPage({ ...frame, language, organization: null }, name, null);
      const withName = statementPage({ ...frame, language }, name, null);

      expect(without + withName).not.toMatch(/\{organization\}|undefined/);
      expect(withName).toContain('Comune di Borgo Ligure');
    }
  }
});

test("an organization's own text is shown as paragraphs, headings and lists, and never as markup", () => {
  const page = statementPage(frame, 'privacy', '# Titolo\n\nUn <b>paragrafo</b> di {organization}\n\n- uno\n- due');

  expect(page).toContain('<h2>Titolo</h2>');
  expect(page).toContain('<li>uno</li><li>due</li>');
  expect(page).toContain('di Comune di Borgo Ligure');
  expect(page).not.toContain('<b>');
});
