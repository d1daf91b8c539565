import { become, ensurePackages, findNode, tell } from './bootstrap.mjs';
import { offerTestPackages } from './debian-packages.mjs';

await tell(async () => {
  await ensurePackages();
  await offerTestPackages();
  await become(findNode(), 'tools/check/run.mjs', process.argv.slice(2));
});
