import { defineConfig } from 'vite';

/** One file that needs nothing but Node: whoever checks an archive must be able to carry it, and to read it. */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { output: { banner: '#!/usr/bin/env node', entryFileNames: 'varco-verify.mjs', codeSplitting: false } },
  },
  ssr: { noExternal: true },
});
