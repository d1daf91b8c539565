import { become, ensurePackages, findNode, tell } from './bootstrap.mjs';

await tell(async () => {
  await ensurePackages();
  await become(findNode(), 'tools/generate/run.ts', process.argv.slice(2));
});
