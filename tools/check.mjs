import { become, ensurePackages, findNode, tell } from './bootstrap.mjs';

await tell(async () => {
  await ensurePackages();
  await become(findNode(), 'tools/check/run.mjs', process.argv.slice(2));
});
