import { ensurePackages, findNode, Stop, say, tell } from './bootstrap.mjs';

await tell(async () => {
  await ensurePackages();
  const { buildVerifier } = await import('./verifier.mjs');
  const { code, output } = await buildVerifier(findNode());
  if (code !== 0) throw new Stop(output);
  say('The program that checks archives of the log is verify/dist/varco-verify.mjs.');
});
