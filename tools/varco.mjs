import { become, ensurePackages, findNode, tell } from './bootstrap.mjs';

await tell(async () => {
  await ensurePackages();
  await become(findNode(), 'server/src/cli.ts', process.argv.slice(2));
});
