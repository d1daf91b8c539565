import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { kit } from './kit.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The two weights every page is set in: asked for with the document, not when the first style sheet names them. */
const preloaded = /titillium-web-latin-(400|600)-normal-[\w-]+\.woff2$/;

/** Adds the preload of the fonts under their hashed names. */
function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => preloaded.test(file))
          .sort()
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: true },
            injectTo: 'head' as const,
          })),
    },
  };
}

/** The style and the small scripts of the pages before the session; the server finds their hashed names in the manifest. */
const door = here('src/door/door.ts');

/** The door's script brings its own copy of what it shares with the console: a file in common would be one request more for every visitor. */
function doorAlone(): Plugin {
  return {
    name: 'door-alone',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const isOfDoor = importer !== undefined && (importer.startsWith(here('src/door/')) || importer.endsWith('?door'));
      if (!isOfDoor || source.endsWith('.css')) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found && !found.external ? `${found.id}?door` : found;
    },
  };
}

/** What every page uses, or small parts that several do, travel in one file: many small ones would each wait for a connection. */
const shell = [
  /node_modules\/.*\.m?js$/,
  /web\/src\/(core|ui|frame)\/[\w-]+\.tsx?$/,
  /web\/src\/[\w-]+\.tsx?$/,
  /web\/src\/features\/.*\b(queries|address|user-state)\.tsx?$/,
  /shared\/src\/(numbers|jobs\/messages|log-evidence\/job-messages)\.ts$/,
];
/** Of the shared parts, those that only forms and histories need. */
const rare = /ui\/(faults|password-rules|combobox|chart|delegations|operators|log-changes|thing-history|history-card)\.tsx?$/;
/** The sentences of every refusal, which forms and a page that may not be opened need. */
const refusals = /(web\/src\/ui\/faults|shared\/src\/problem-messages)\.ts$/;
/** The help of every page is read in one place. */
const manual = /web\/src\/(manual\/[\w-]+\.tsx?|features\/.*\bhelp\.ts)$/;

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [doorAlone(), kit(), react(), preloadFonts()],
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    emptyOutDir: true,
    manifest: true,
    // Fonts and pictures stay files: the content policy admits nothing from `data:` that we could avoid.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { console: here('index.html'), ...(existsSync(door) ? { door } : {}) },
      output: {
        codeSplitting: {
          groups: [
            { name: 'shell', priority: 2, test: (id) => shell.some((part) => part.test(id)) && !rare.test(id) },
            { name: 'refusals', priority: 1, test: refusals },
            { name: 'manual', priority: 1, test: manual },
          ],
        },
      },
    },
  },
});
