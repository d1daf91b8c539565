import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { floors, outOfReach } from '../../server/floors.mjs';
import { root } from '../bootstrap.mjs';

const features = 'server/src/features';
const importing = (...paths) => paths.map((path) => `import '${path}';\n`).join('');
const file = (path, ...imports) => ({ file: path, text: importing(...imports) });
const breaking = (wall, path, ...imports) => ({ wall, ...file(path, ...imports) });

/** A type alone is an import too: walls that only see values are half blind. */
const lookingUp = (feature) => ({
  wall: `${feature}-looks-down-only`,
  file: `${features}/${feature}/look-up.ts`,
  text: `import type { Door } from '#features/${outOfReach(feature).at(-1)}';\nexport type Seen = Door;\n`,
});

/** One file for each wall, which breaks it in the way a person would. */
export const planted = [
  ...floors
    .flat()
    .filter((feature) => outOfReach(feature).length > 0)
    .map(lookingUp),
  breaking('no-circles', 'server/src/core/circle.ts', './other-half.ts'),
  breaking('through-the-door', `${features}/sign-in/climb-in.ts`, '../identity/store.ts'),
  breaking('ground-knows-no-feature', 'server/src/http/hook.ts', '#features/identity'),
  breaking('only-the-entrances-know-the-app', `${features}/identity/reach-app.ts`, '../../app.ts'),
  breaking('rules-know-only-rules', `${features}/sessions/rules/expiry.ts`, '#core/clock'),
  breaking('sql-stays-in-stores', `${features}/identity/find-user.ts`, 'kysely'),
  breaking('http-stays-in-routes', `${features}/identity/answer.ts`, 'fastify'),
  breaking('views-know-only-the-door', `${features}/sign-in/pages.ts`, '#http/server'),
  breaking('shared-is-pure', 'shared/src/identity/read.ts', 'node:fs'),
  breaking('shared-stands-alone', 'shared/src/identity/borrow.ts', '../../../server/src/core/clock.ts'),
  breaking('shared-imports-only-schemas-and-time', 'shared/src/identity/import.ts', 'kysely'),
  breaking('pages-meet-the-server-over-http', 'web/src/features/users/shortcut.tsx', '../../../../server/src/core/clock.ts'),
  breaking('page-features-stand-apart', 'web/src/features/users/neighbour.tsx', '../log/page.tsx'),
  breaking('design-kit-stays-in-ui', 'web/src/features/users/style.tsx', 'bootstrap-italia'),
  breaking('the-product-knows-no-tests', 'server/src/jobs/cheat.ts', '#testing/world'),
  breaking('everything-is-found', 'server/src/core/lost.ts', '#core/nowhere'),
];

/** What those files need around them; nothing here breaks a wall. */
const innocent = [
  ...floors
    .flat()
    .flatMap((feature) => [file(`${features}/${feature}/index.ts`, './store.ts'), file(`${features}/${feature}/store.ts`, 'kysely')]),
  file(`${features}/sign-in/routes.ts`, 'fastify', '#http/server', './pages-of-others.ts'),
  file(`${features}/sign-in/pages-of-others.ts`, '#features/identity'),
  file(`${features}/sign-in/sign-in.test.ts`, '#testing/world', 'kysely', 'fastify'),
  file('server/src/app.ts', './features/sign-in/routes.ts', '@varco/shared/days'),
  file('server/src/core/clock.ts'),
  file('server/src/core/other-half.ts', './circle.ts'),
  file('server/src/http/server.ts', 'fastify', '#core/clock'),
  file('server/src/testing/world.ts', '../app.ts'),
  file('shared/src/days.ts', 'zod'),
  file('web/src/features/log/page.tsx', '@varco/shared/days', '../../ui/table.tsx'),
  file('web/src/ui/table.tsx', 'bootstrap-italia'),
];

/** Builds the small house in `folder`, with the import names of the real one. */
export function plant(folder) {
  for (const path of ['package.json', 'server/package.json', 'shared/package.json', 'web/package.json']) {
    cpSync(join(root, path), join(folder, path));
  }
  for (const name of ['kysely', 'fastify', 'zod', 'bootstrap-italia']) {
    write(folder, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(folder, `node_modules/${name}/index.js`, '');
  }
  mkdirSync(join(folder, 'node_modules/@varco'));
  symlinkSync(join('..', '..', 'shared'), join(folder, 'node_modules/@varco/shared'));
  for (const { file, text } of [...innocent, ...planted]) write(folder, file, text);
}

function write(folder, file, text) {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
