import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPdf } from '#testing/pdf';
import { printPdf } from './pdf.ts';

const template = `#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: datetime(year: 2026, month: 1, day: 1))
#set text(lang: "it", font: ("Titillium Web", "DejaVu Sans Mono", "Libertinus Serif"), fallback: false)
= #data.title
#data.text
`;

describe('printing', () => {
  test('answers a tagged PDF/UA-1 with its title, and the text as it was given', async () => {
    const { pdf, missing } = await printPdf({ template, data: { title: 'Città di Borgo', text: '#read("/etc/passwd") $x$ \\' } });

    expect(missing).toEqual([]);
    expect(readPdf(pdf, 'pdfinfo')).toMatch(/Title: +Città di Borgo\n[\s\S]*Tagged: +yes/);
    expect(readPdf(pdf, 'pdfinfo', '-meta')).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(readPdf(pdf, 'pdftotext')).toContain('#read("/etc/passwd") $x$ \\');
  });

  test('prints names of every alphabet it has letters for, and shows a mark and says so where it has none', async () => {
    const names = 'Čapek Șerban Țepeș Ωμέγα Иван محمد \u{1f600} 李雷';

    const { pdf, missing } = await printPdf({ template, data: { title: 'Nomi', text: names } });

    expect(missing.toSorted()).toEqual(['李', '雷', '\u{1f600}'].toSorted());
    const text = readPdf(pdf, 'pdftotext');
    for (const name of ['Čapek', 'Șerban', 'Țepeș', 'Ωμέγα', 'Иван', '\u{fffd}']) expect(text).toContain(name);
    expect([...text].some((letter) => /\p{Script=Arabic}/u.test(letter))).toBe(true);
    expect(readPdf(pdf, 'pdffonts')).not.toMatch(/DejaVuSans-/);
  });

  test('gives the same bytes for the same input', async () => {
    const hashes = await Promise.all(
      [1, 2].map(async () =>
        createHash('sha256')
          .update((await printPdf({ template, data: { title: 'A', text: 'b' } })).pdf)
          .digest('hex'),
      ),
    );

    expect(hashes[0]).toBe(hashes[1]);
  });

  test.each([
    ['a mistake in the template', '#set document(title: "x")\n#unknown'],
    ['an unknown font', '#set document(title: "x")\n#set text(font: "Nobody Has It")\nabc'],
    ['a document without a title', '#set text(lang: "it")\nabc'],
  ])('refuses %s instead of printing something else', async (_, broken) => {
    await expect(printPdf({ template: broken, data: {} })).rejects.toThrow(/Printing failed/);
  });

  test('ends what takes too long, and prints the next', async () => {
    const endless = '#set document(title: "x")\n#for a in range(20000) { for b in range(20000) {} }';

    await expect(printPdf({ template: endless, data: {} }, 1_500)).rejects.toThrow(/longer than 1500 ms/);

    await expect(printPdf({ template, data: { title: 'A', text: 'b' } })).resolves.toMatchObject({ missing: [] });
  });
});
