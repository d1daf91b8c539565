import { ensurePackages, findNode, say, tell } from './bootstrap.mjs';
import { ensurePages } from './pages.mjs';

// What a first start would do before it starts: for a service that may not write where the program lies.
await tell(async () => {
  await ensurePackages();
  const node = findNode();
  await ensurePages(node);
  say(`Packages and pages are ready; they run on ${node}`);
});
