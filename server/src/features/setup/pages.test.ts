import { languages } from '@varco/shared/language';
import { profileTexts, ruleTexts } from '@varco/shared/policy/messages';
import { profileNames } from '@varco/shared/policy/profiles';
import { isEnforced, type PolicyRule } from '@varco/shared/policy/rules';
import { describe, expect, test } from 'vitest';
import type { Frame } from '#http/door';
import { administratorPage, claimPage, donePage, organizationPage, profilePage, summaryPage } from './pages.ts';

const frame: Frame = {
  language: 'it',
  path: '/setup/organization',
  organization: null,
  assets: { css: '/assets/door.css', script: '/assets/door.js', fonts: [], icon: null },
};
const rules = { minLength: 8, maxLength: 128, minCharacterClasses: 3, differsFromUsername: true };
const laura = { givenName: 'Laura', familyName: 'Conti', username: 'l.conti' };
const hostile = `"><script>alert('1')</script>`;
const title = (page: string): string => /<title>(.*?)<\/title>/.exec(page)?.[1] ?? '';

describe('the first page', () => {
  test('takes the code from a field, so that it works without scripts', () => {
    const page = claimPage(frame);

    expect(page).toMatch(/<form method="post" action="\/setup\/claim" novalidate data-claim>/);
    expect(page).toMatch(/id="token" name="token"/);
  });

  test('a code that is not whole says where to find it', () => {
    const page = claimPage(frame, { issues: [{ field: 'token', rule: 'setup-code' }] });

    expect(title(page)).toMatch(/^Errore/);
    expect(page.split('Questo codice non è completo.')).toHaveLength(3);
  });
});

describe('the questions', () => {
  test('each says which step it is and where it sends the answer', () => {
    const pages = {
      organization: organizationPage(frame, { organization: '', issues: [] }),
      administrator: administratorPage(frame, { givenName: '', familyName: '', username: '', rules, issues: [] }),
      profile: profilePage(frame, { profile: null, issues: [] }),
    };

    Object.entries(pages).forEach(([step, page], index) => {
      expect(page).toContain(`Passo ${index + 1} di 4`);
      expect(page).toContain(`action="/setup/${step}"`);
      expect(page).toContain('name="viewport"');
    });
  });

  test('after a refusal every answer is still there, except passwords', () => {
    const page = administratorPage(frame, {
      ...laura,
      rules,
      issues: [
        { field: 'username', rule: 'username-taken' },
        { field: 'confirmation', rule: 'not-confirmed' },
      ],
    });

    for (const value of Object.values(laura)) expect(page).toContain(`value="${value}"`);
    expect(page.match(/type="password"[^>]*>/g)?.join()).not.toContain('value=');
    expect(page.split('Username già presente.')).toHaveLength(3);
    expect(title(page)).toMatch(/^Errore/);
  });

  test('a password already chosen is said, not shown', () => {
    expect(administratorPage(frame, { ...laura, rules, passwordKept: true, issues: [] })).toContain('Hai già scelto una password.');
  });

  test('the default profile is proposed, the chosen one is kept', () => {
    expect(profilePage(frame, { profile: null, issues: [] })).toMatch(/value="misure-minime" checked/);
    expect(profilePage(frame, { profile: 'icaro', issues: [] })).toMatch(/value="icaro" checked/);
  });

  test('each profile is explained, and every rule compared, with those of a later version marked so', () => {
    for (const language of languages) {
      const page = profilePage({ ...frame, language }, { profile: null, issues: [] });
      const text = (value: string) => value.replaceAll("'", '&#39;').replaceAll('/', '&#x2F;');

      for (const name of profileNames) expect(page).toContain(text(profileTexts[name][language].explanation));
      for (const rule of Object.keys(ruleTexts) as PolicyRule[]) {
        const row = page.slice(page.indexOf(`>${text(ruleTexts[rule][language].name)}<`));
        expect(row.slice(0, row.indexOf('</th>')).includes('v-later')).toBe(!isEnforced(rule));
      }
    }
  });

  test('R5.7 the profile that ends sessions without a warning says which criterion it breaks', () => {
    expect(profilePage(frame, { profile: null, issues: [] }).match(/criterio 2\.2\.1/g)).toHaveLength(1);
  });
});

describe('the end', () => {
  const answers = { ...laura, organization: 'Comune di Borgo Ligure', profile: 'misure-minime' } as const;

  test('the summary shows each answer with the way to change it, and never the password', () => {
    const page = summaryPage(frame, answers);

    expect(
      page.match(/href="&#x2F;setup&#x2F;(organization|administrator|profile)">|href="\/setup\/(organization|administrator|profile)">/g)
        ?.length,
    ).toBeGreaterThanOrEqual(5);
    for (const value of ['Comune di Borgo Ligure', 'Laura Conti', 'l.conti', 'Misure minime della PA', 'Scelta, non si mostra'])
      expect(page).toContain(value);
  });

  test('a password too short for the profile chosen after it is told beside its answer', () => {
    const page = summaryPage(frame, {
      ...answers,
      profile: 'guida-attuale',
      issues: [{ field: 'password', rule: 'too-short', min: 15, length: 9 }],
    });

    expect(page.split('Servono almeno 15 caratteri: ne ha 9.')).toHaveLength(3);
    expect(page).toContain('href="#password"');
    expect(page).toContain('id="password"');
  });

  test('the last page leads to the sign-in and to three next things', () => {
    const page = donePage(frame, { organization: 'Comune di Borgo Ligure', username: 'l.conti' });

    expect(page).toContain('href="/sign-in"');
    expect(page.match(/<li><strong>/g)).toHaveLength(3);
  });
});

test('hostile values stay text, and no page holds a style, a script or a handler of its own', () => {
  const issues = [
    { field: 'username', rule: hostile, max: hostile },
    { rule: 'required', field: hostile },
  ];
  for (const language of languages) {
    const evil = { ...frame, language, path: hostile };
    const names = { givenName: hostile, familyName: hostile, username: hostile };
    const pages = [
      claimPage(evil, { issues }),
      organizationPage(evil, { organization: hostile, issues }),
      administratorPage(evil, { ...names, rules, issues }),
      profilePage(evil, { profile: null, issues }),
      summaryPage(evil, { ...names, organization: hostile, profile: 'icaro', issues }),
      donePage(evil, { organization: hostile, username: hostile }),
    ];

    for (const page of pages) {
      expect(page.match(/<script\b[^>]*>/g)).toEqual(['<script type="module" src="&#x2F;assets&#x2F;door.js">']);
      expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/);
      expect(page).not.toContain('undefined');
    }
  }
});
