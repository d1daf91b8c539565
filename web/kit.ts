import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PurgeCSS } from 'purgecss';
import type { Plugin } from 'vite';

/** What we take from the design kit: its tokens, its reset of these elements and these few classes; everything else is ours. */
const elements = [
  ...['html', 'body', 'main', 'header', 'footer', 'nav', 'section', 'h1', 'h2', 'h3', 'p', 'a', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'form', 'label', 'button', 'input', 'select', 'option', 'textarea'],
  ...['fieldset', 'legend', 'svg', 'img', 'dialog', 'strong', 'small', 'code', 'kbd', 'hr', 'abbr', 'output', 'progress'],
];
const classes = ['btn', 'btn-primary', 'btn-outline-primary', 'btn-danger', 'visually-hidden', 'visually-hidden-focusable'];

/** Rules of the kit that fight ours with `!important`, or wait for its script. */
const unwanted = [/data-focus-mouse/, /is-invalid/, /just-validate/, /\.form-/];

const source = createRequire(import.meta.url).resolve('bootstrap-italia/dist/css/bootstrap-italia.min.css');
const id = 'virtual:kit.css';

/**
 * The design kit as one small style sheet, `virtual:kit.css`. It stands in a cascade layer of its own, so that any rule of ours wins
 * without a fight over specificity.
 */
export function kit(): Plugin {
  return {
    name: 'kit',
    enforce: 'pre',
    resolveId: { filter: { id: /^virtual:kit\.css$/ }, handler: () => `\0${id}` },
    load: {
      filter: { id: /virtual:kit\.css$/ },
      async handler() {
        const html = elements.map((element) => `<${element} class="${classes.join(' ')}">`).join('');
        const [purged] = await new PurgeCSS().purge({
          content: [{ raw: html, extension: 'html' }],
          css: [{ raw: readFileSync(source, 'utf8') }],
          blocklist: unwanted,
          variables: true,
          keyframes: true,
          fontFace: true,
        });
        if (!purged) throw new Error('The design kit came out empty.');
        return `@layer kit {\n${purged.css.replace(/^\uFEFF/, '').replace(/@charset[^;]*;/, '')}\n}\n`;
      },
    },
  };
}
