import { join } from 'node:path';
import { collect, root } from './bootstrap.mjs';

/** Builds the program that checks archives of the log: one file, in `verify/dist`. */
export const buildVerifier = (node) =>
  collect(node, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'verify'),
    env: { ...process.env, NODE_ENV: 'production' },
  });
