import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect, root } from '../bootstrap.mjs';
import { plant, planted } from './planted-walls.mjs';

const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const config = join(root, '.dependency-cruiser.mjs');

/** Looks at the imports under `folder` with the walls of the house. */
async function cruise(folder) {
  const sources = ['server', 'shared', 'web', 'verify', 'e2e', 'tools'].filter((name) => existsSync(join(folder, name)));
  const { code, output } = await collect(process.execPath, [cruiser, ...sources, '--config', config, '--output-type', 'err'], {
    cwd: folder,
  });
  const violations = [...output.matchAll(/^\s*error ([\w-]+): (\S+)/gm)].map(([, wall, file]) => ({ wall, file }));
  return { code, output, violations };
}

/** Builds a small house in which every wall is broken once, and looks at it. */
export async function cruisePlanted() {
  const folder = mkdtempSync(join(tmpdir(), 'varco-walls-'));
  try {
    plant(folder);
    return await cruise(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The walls that would not notice being broken. */
const blind = (violations) =>
  planted
    .filter(({ wall, file }) => !violations.some((violation) => violation.wall === wall && violation.file === file))
    .map(({ wall }) => wall);

/** The step of the check: the real tree breaks no wall, and every wall sees. */
export async function checkWalls() {
  const [real, proof] = await Promise.all([cruise(root), cruisePlanted()]);
  const unseen = blind(proof.violations);
  if (proof.code === 0 || unseen.length > 0) {
    return { code: 1, output: `Walls that do not see the violation planted for them: ${unseen.join(', ')}\n${proof.output}` };
  }
  return { code: real.code === 0 && real.violations.length === 0 ? 0 : 1, output: real.output };
}
