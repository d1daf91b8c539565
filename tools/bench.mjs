import { become, ensurePackages, findNode, tell } from './bootstrap.mjs';
import { ensurePages } from './pages.mjs';

await tell(async () => {
  await ensurePackages();
  const node = findNode();
  await ensurePages(node);
  await become(node, 'server/src/bench/main.ts', process.argv.slice(2));
});
