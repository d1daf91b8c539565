import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a program of the system (Debian: poppler-utils) reads out of a PDF. */
export function readPdf(pdf: Buffer, program: 'pdftotext' | 'pdfinfo' | 'pdffonts', ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'varco-pdf-'));
  try {
    const file = join(folder, 'printed.pdf');
    writeFileSync(file, pdf);
    return execFileSync(program, [...options, file, ...(program === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8', stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
