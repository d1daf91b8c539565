import { parseArgs } from 'node:util';
import { steps } from './steps.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, skip: { type: 'string', multiple: true, default: [] } },
});
const names = steps.map((step) => step.name);
const unknown = [...(values.only ?? []), ...values.skip].filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. The steps: ${names.join(', ')}.`);
  process.exit(2);
}

const width = Math.max(...names.map((name) => name.length));
const total = { passed: 0, failed: 0 };
const chosen = steps.filter(({ name }) => !values.skip.includes(name) && (!values.only || values.only.includes(name)));
const turns = [chosen.filter((step) => step.quick), ...chosen.filter((step) => !step.quick).map((step) => [step])];
for (const turn of turns) {
  if (process.stdout.isTTY) process.stdout.write(`  ${turn.map(({ name }) => name).join(', ')}\r`);
  await Promise.all(turn.map(perform));
}

async function perform({ name, run }) {
  const begun = performance.now();
  const result = await run();
  const seconds = `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  const mark = result.failed > 0 ? '✗' : result.passed > 0 ? '✓' : '-';
  console.log(`${mark} ${name.padEnd(width)} ${seconds.padStart(8)}  ${result.note ?? ''}`.trimEnd());
  if (result.failed > 0) console.log(result.output.trimEnd().replace(/^/gm, '    '));
  total.passed += result.passed;
  total.failed += result.failed;
}

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
