import { languages } from '@varco/shared/language';
import { notices } from '@varco/shared/sign-in/messages';
import { describe, expect, test } from 'vitest';
import type { Frame } from '#http/door';
import { newPasswordPage, signInPage, signOutPage } from './pages.ts';

const frame: Frame = {
  language: 'it',
  path: '/sign-in',
  organization: 'Comune di Borgo Ligure',
  assets: { css: '/assets/door.css', script: '/assets/door.js', fonts: [], icon: null },
};
const rules = { minLength: 8, maxLength: 128, minCharacterClasses: 3, differsFromUsername: true };
const first = { username: '', refused: false };
const forced = { why: 'first-access', username: 'e.desantis', rules, issues: [], refused: false } as const;
const hostile = `"><script>alert('1')</script>`;
const title = (page: string): string => /<title>(.*?)<\/title>/.exec(page)?.[1] ?? '';
const inputs = (page: string): string[] => page.match(/<input[^>]*>/g) ?? [];

describe('sign-in page', () => {
  test('R2.23 asks for user name and password, hidden, with one button', () => {
    const page = signInPage(frame, first);

    expect(inputs(page).map((input) => /name="(\w+)" type="(\w+)"/.exec(input)?.slice(1))).toEqual([
      ['username', 'text'],
      ['password', 'password'],
    ]);
    expect(page.match(/type="submit"/g)).toHaveLength(1);
  });

  test('R2.24 says that capital and small letters count, and ties it to both fields', () => {
    const page = signInPage(frame, first);

    expect(page).toContain('Maiuscole e minuscole contano');
    expect(page.match(/aria-describedby="case"/g)).toHaveLength(2);
  });

  test('R5.27 a refusal has one sentence, takes the focus and keeps the name, never a password', () => {
    const page = signInPage(frame, { username: 'e.desantis', refused: true });

    expect(title(page)).toMatch(/^Errore: Accedi/);
    expect(page).toMatch(/role="alert" tabindex="-1" autofocus/);
    expect(page).toContain('<strong>Accesso non riuscito.</strong> Controlla i dati o rivolgiti all&#39;amministratore.');
    expect(page).toContain('value="e.desantis"');
    expect(inputs(page).find((input) => input.includes('type="password"'))).not.toContain('value=');
  });

  test('R1.44 after a refusal the page asked for is still remembered', () => {
    expect(signInPage(frame, { username: '', refused: true, returnTo: '/users' })).toContain('name="returnTo" value="&#x2F;users"');
  });

  test('R1.44 after a refusal reload and the other language come back to the page asked for too', () => {
    const page = signInPage(frame, { username: '', refused: true, returnTo: '/users?state=all' })
      .replaceAll('&#x2F;', '/')
      .replaceAll('&#x3D;', '=');

    expect(page).toContain('<body data-question="/sign-in?returnTo=%2Fusers%3Fstate%3Dall">');
    expect(page).toContain('returnTo=%2Fsign-in%3FreturnTo%3D%252Fusers%253Fstate%253Dall');
  });

  test('R2.29 an idle session says Sessione scaduta first, and after how long', () => {
    const page = signInPage(frame, { ...first, notice: 'session-expired', idleMinutes: 30 });

    expect(page).toMatch(/<strong>Sessione scaduta\.<\/strong> Non c&#39;è stata attività per 30 minuti\./);
    expect(title(page)).not.toMatch(/^Errore/);
  });

  test.each(notices)('the notice %s is said in both languages', (notice) => {
    for (const language of languages) {
      const page = signInPage({ ...frame, language }, { ...first, notice });

      expect(page).toMatch(/role="status" tabindex="-1" autofocus/);
      expect(page).not.toMatch(/undefined/);
    }
  });

  test('too many people at once: says how long to wait and keeps the name', () => {
    const page = signInPage(frame, { username: 'e.desantis', refused: false, problem: { code: 'server.busy', data: { retryAfter: 7 } } });

    expect(page).toContain('Riprova tra 7 secondi.');
    expect(page).toContain('value="e.desantis"');
    expect(title(page)).toMatch(/^Errore/);
  });

  test('other reasons not to judge the attempt have their own sentence', () => {
    expect(signInPage(frame, { ...first, problem: { code: 'server.clock-differs' } })).toContain('gli orologi del server');
  });
});

describe('new password', () => {
  test('R1.11 says why, for whom, and offers to leave without changing it', () => {
    const page = newPasswordPage(frame, forced);

    expect(page).toContain('È il tuo primo accesso');
    expect(page).toContain('<strong>e.desantis</strong>');
    expect(page).toContain('action="/sign-in/new-password/cancel"');
  });

  test('R3.63 shows the rules in force before the fields', () => {
    const page = newPasswordPage(frame, forced);

    for (const rule of ['ha almeno 8 caratteri', 'usa almeno 3 tipi', 'è diversa dal nome utente'])
      expect(page.indexOf(rule)).toBeGreaterThan(0);
    expect(page.indexOf('ha almeno 8 caratteri')).toBeLessThan(page.indexOf('type="password"'));
  });

  test('R1.9 R2.27 all faults at once, in the same words at the top and beside the field', () => {
    const issues = [{ rule: 'too-short', min: 8, length: 3 }, { rule: 'same-as-username' }, { rule: 'not-confirmed' }] as const;

    const page = newPasswordPage(frame, { ...forced, issues, refused: true });

    for (const sentence of [
      'Servono almeno 8 caratteri: ne ha 3.',
      'La password deve essere diversa dallo Username.',
      'Password e conferma non coincidono.',
    ]) {
      expect(page.split(sentence)).toHaveLength(3);
    }
    expect(page).toMatch(/id="confirmation"[^>]*aria-describedby="confirmation-fault" aria-invalid="true"/);
    expect(title(page)).toMatch(/^Errore/);
  });

  test('nothing typed is one thing to mend, not every rule that it breaks', () => {
    const issues = [
      { rule: 'too-short', min: 8, length: 0 },
      { rule: 'too-few-classes', min: 3, classes: 0 },
    ] as const;

    const page = newPasswordPage(frame, { ...forced, issues, refused: true });

    expect(page.split('Scrivi la nuova password.')).toHaveLength(3);
    expect(page).not.toContain('ne ha 0');
  });

  test('a refusal without a list of faults still says so', () => {
    expect(newPasswordPage(frame, { ...forced, refused: true })).toContain('Questa password non va bene ancora.');
  });

  test('a program that keeps passwords finds the user name and two new passwords', () => {
    const page = newPasswordPage(frame, forced);

    expect(page).toMatch(/name="username"[^>]*autocomplete="username"/);
    expect(page.match(/autocomplete="new-password"/g)).toHaveLength(2);
  });
});

test('R2.31 signing out asks with a plain form', () => {
  expect(signOutPage(frame)).toMatch(/<form method="post" action="\/sign-out">/);
});

test('hostile values stay text, and no page holds a style, a script or a handler of its own', () => {
  for (const language of languages) {
    const evil = { ...frame, language, organization: hostile, path: hostile };
    const pages = [
      signInPage(evil, { username: hostile, returnTo: hostile, refused: true }),
      newPasswordPage(evil, { ...forced, username: hostile, issues: [{ rule: 'not-confirmed' }] }),
      signOutPage(evil),
    ];

    for (const page of pages) {
      expect(page.match(/<script\b[^>]*>/g)).toEqual(['<script type="module" src="&#x2F;assets&#x2F;door.js">']);
      expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/);
    }
  }
});
