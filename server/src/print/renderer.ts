import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler, type PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import type { Rendered, Task } from './pdf.ts';

/** The value of PDF/UA-1 in the library's enumeration, which type stripping cannot import. */
const UA_1 = 'ua-1' as PdfStandard.UA_1;
const require = createRequire(import.meta.url);
const fonts = join(dirname(require.resolve('bootstrap-italia/package.json')), 'dist/fonts/Titillium_Web');
const REPLACEMENT = '\u{fffd}';

/** Renders one document; characters that no font has are replaced until the rest can be read. */
function render({ template, data }: Task): Rendered {
  const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths: [fonts] }] });
  const missing = new Set<string>();
  for (let text = data; ; ) {
    const compiled = compiler.compile({ mainFileContent: template, inputs: { data: text } });
    // A warning is a fault of the template: an unknown font, a rule without effect.
    const diagnostics = compiled.takeError() ?? compiled.takeWarnings();
    if (diagnostics || !compiled.result) return { fault: JSON.stringify(diagnostics?.shortDiagnostics ?? 'no document') };
    try {
      return { pdf: new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: UA_1 })), missing: [...missing] };
    } catch (fault) {
      const message = fault instanceof Error ? fault.message : String(fault);
      const fresh = unprintable(message).filter((character) => character !== REPLACEMENT && !missing.has(character));
      if (fresh.length === 0) return { fault: message.slice(0, 1_000) };
      for (const character of fresh) missing.add(character);
      text = JSON.stringify(JSON.parse(data), (_, value: unknown) => (typeof value === 'string' ? without(value, missing) : value));
    }
  }
}

const without = (text: string, missing: ReadonlySet<string>): string =>
  [...text].map((character) => (missing.has(character) ? REPLACEMENT : character)).join('');

/** The characters that the compiler says it cannot show; it names them by letters or by number. */
const unprintable = (message: string): string[] =>
  [...message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g)].flatMap(([, text = '']) => [
    ...text
      .replaceAll('\\\\', '\\')
      .replace(/\\u\{([0-9a-f]{1,6})\}/g, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16))),
  ]);

process.once('message', (task: Task) => {
  process.send?.(render(task));
});
// Without whoever asked there is nobody to print for.
process.once('disconnect', () => process.exit());
