import { describe, expect, test } from 'vitest';
import { readPdf } from '#testing/pdf';
import { type Letters, write } from './letters.ts';

const person = (familyName: string, givenName: string, username: string, password = 'ab3d-7hjk-mn4p-qr5s') => ({
  familyName,
  givenName,
  username,
  password,
});
const letters = (lines: Letters['lines'], more: Partial<Letters> = {}): Letters => ({
  organization: 'Comune di Borgo Ligure',
  language: 'it',
  address: 'https://accesso.comune.borgo.example',
  lines,
  ...more,
});

describe('R1.55 the letters', () => {
  test('are one page for each person, read in the order in which they are meant', async () => {
    const file = await write(
      letters([person('Rossi', 'Marta', 'm.rossi'), person('Țepeș', 'Vlad', 'v.tepes', 'zz99-aaaa-bbbb-cccc')]),
      'letters',
      3,
    );

    expect(file.name).toBe('prime-password-parte-3.pdf');
    expect(file.type).toBe('application/pdf');
    const about = readPdf(file.body, 'pdfinfo');
    expect(about).toMatch(/Title: +Lettere di primo accesso, parte 3, Comune di Borgo Ligure/);
    expect(about).toMatch(/Tagged: +yes[\s\S]*Pages: +2\n[\s\S]*Page size: +595\.\d+ x 841\.\d+ pts \(A4\)/);
    expect(readPdf(file.body, 'pdfinfo', '-meta')).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const [first = '', second = ''] = readPdf(file.body, 'pdftotext').split('\f');
    const order = [
      'Comune di Borgo Ligure',
      'Marta Rossi',
      'Le credenziali di Marta Rossi',
      'Indirizzo',
      'https://accesso.comune.borgo.example',
    ];
    order.push('Nome utente', 'm.rossi', 'Password temporanea', 'ab3d-7hjk-mn4p-qr5s', 'Come si fa', 'Se qualcosa non va');
    expect(order.map((words) => first.indexOf(words))).toEqual(order.map((words) => first.indexOf(words)).toSorted((a, b) => a - b));
    expect(order.filter((words) => !first.includes(words))).toEqual([]);
    expect(second).toContain('Vlad Țepeș');
    expect(second).toContain('zz99-aaaa-bbbb-cccc');
    expect(second).not.toContain('m.rossi');
  });

  test('have headings for whoever listens: the person first, then what to do', async () => {
    const { body } = await write(letters([person('Rossi', 'Marta', 'm.rossi')]), 'letters', 1);

    const tags = readPdf(body, 'pdfinfo', '-struct-text');

    expect([...tags.matchAll(/^ *(H\d)/gm)].map(([, tag]) => tag)).toEqual(['H1', 'H2', 'H2']);
    expect(tags).toMatch(/H1[\s\S]*"Le credenziali di Marta Rossi"/);
  });

  test('speak English when asked to', async () => {
    const { body, name } = await write(letters([person('Rossi', 'Marta', 'm.rossi')], { language: 'en' }), 'letters', 1);

    expect(name).toBe('first-passwords-part-1.pdf');
    expect(readPdf(body, 'pdftotext')).toContain('Sign-in details for Marta Rossi');
  });

  test('stay on their page with the longest names there may be, and two hundred come at once', async () => {
    const long = person('D'.repeat(20).concat(' ').repeat(4), 'Maria Assunta '.repeat(7).trim(), `${'borgo'.repeat(8)}/m.rossi`);
    const many = Array.from({ length: 199 }, (_, n) => person('De Santis', `Elena ${n}`, `e.desantis${n}`));

    const { body } = await write(letters([long, ...many], { organization: 'Unione dei comuni '.repeat(11).trim() }), 'letters', 1);

    expect(readPdf(body, 'pdfinfo')).toMatch(/Pages: +200\n/);
  });

  test('say which characters could not be printed, and print the rest', async () => {
    const { body, missing } = await write(letters([person('李', 'Ελένη', 'e.li')]), 'letters', 1);

    expect(missing).toEqual(['李']);
    expect(readPdf(body, 'pdftotext')).toContain('Le credenziali di Ελένη \u{fffd}');
  });
});

describe('R1.55 the lists', () => {
  test('to print is a table with a heading for each column on each page', async () => {
    const many = Array.from({ length: 60 }, (_, n) => person('De Santis', `Elena ${n}`, `e.desantis${n}`));

    const { body } = await write(letters(many), 'list', 2);

    const pages = readPdf(body, 'pdftotext', '-layout').split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toMatch(/Persona +Nome utente +Password temporanea +Consegnata il, firma/);
    expect(pages.join('')).toMatch(/De Santis Elena 59 +e\.desantis59 +ab3d-7hjk-mn4p-qr5s/);
    expect(readPdf(body, 'pdfinfo', '-struct')).toMatch(/TH[\s\S]*TD/);
  });

  test('R4.40 as a table is UTF-8 with its mark, semicolons, and nothing that a spreadsheet would compute', async () => {
    const { body, type, name } = await write(letters([person('=cmd|calc', 'Niccolò "Nico"', '@m;rossi')]), 'csv', 1);

    expect([type, name]).toEqual(['text/csv; charset=utf-8', 'prime-password-parte-1.csv']);
    expect(body.toString('utf8')).toBe(
      '\u{feff}Cognome;Nome;Nome utente;Password temporanea;Indirizzo\r\n' +
        `'=cmd|calc;"Niccolò ""Nico""";"'@m;rossi";ab3d-7hjk-mn4p-qr5s;https://accesso.comune.borgo.example\r\n`,
    );
  });
});
