import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { collect, root, Stop, say } from './bootstrap.mjs';
import { withLock } from './lock.mjs';

const built = join(root, 'web', 'dist');
const fresh = join(root, '.cache', 'pages');

/** Builds the pages when what they are made of has changed since the last time. */
export async function ensurePages(node) {
  const wanted = sourcesHash();
  if (builtFrom() === wanted) return;
  await withLock(
    join(root, '.cache', 'pages.lock'),
    async () => {
      if (builtFrom() === wanted) return;
      say('Building the pages.');
      const { code, output } = await buildPages(node);
      if (code !== 0) throw new Stop(`${output.trimEnd()}\nThe pages could not be built: the lines above say why.`);
    },
    () => say('Another start is building the pages: waiting for it.'),
  );
}

/** Builds the pages beside the old ones and puts them in their place only when they are whole. */
export async function buildPages(node) {
  const from = sourcesHash();
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  // Whoever builds, also a test, builds what people get: with another NODE_ENV the libraries put in their tools for developers.
  const result = await collect(node, [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: join(root, 'web'),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (result.code !== 0) return result;
  compress(join(fresh, 'assets'));
  writeFileSync(join(fresh, '.sources'), from);
  rmSync(built, { recursive: true, force: true });
  renameSync(fresh, built);
  return result;
}

/** Writes each text a second and a third time, small, so that no request compresses anything; fonts are small already. */
function compress(folder) {
  for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
    const text = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
  }
}

function builtFrom() {
  try {
    return readFileSync(join(built, '.sources'), 'utf8');
  } catch {
    return undefined;
  }
}

/** One number for everything the pages are made of. */
function sourcesHash() {
  const hash = createHash('sha256');
  const sources = [...files(join(root, 'web')), ...files(join(root, 'shared', 'src')), join(root, 'package-lock.json')];
  for (const path of sources) {
    const text = readFileSync(path);
    hash.update(`${relative(root, path).split(sep).join('/')} ${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}

/** The files under a folder, sorted, without what is made or installed. */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist'].includes(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
}
