import { become, ensurePackages, findNode, tell } from './bootstrap.mjs';
import { ensurePages } from './pages.mjs';

await tell(async () => {
  await ensurePackages();
  const node = findNode();
  const words = process.argv.slice(2);
  // Of all commands this one alone shows pages.
  if (words[0] === 'demo') await ensurePages(node);
  await become(node, 'server/src/cli.ts', words);
});
