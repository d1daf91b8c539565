import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ClientConfig } from 'pg';
import { startEmbedded } from '../../server/src/db/embedded.ts';
import { migrate } from '../../server/src/db/migrate.ts';

/** What a generator may read: a database of its own, brought to this version, as its owner and as the application. */
interface Context {
  readonly owner: ClientConfig;
  readonly app: ClientConfig;
}

/** A file made from something else; its path counts from the repository. */
interface Generated {
  readonly path: string;
  readonly text: string;
}

/** Every other file of this folder is a generator: its `generate` answers the files it makes. */
interface Generator {
  generate(context: Context): Promise<readonly Generated[]>;
}

const repository = join(import.meta.dirname, '../..');
const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'run.ts');

/** Makes every generated file anew, from a database that exists only meanwhile. */
async function generateAll(): Promise<Generated[]> {
  const data = mkdtempSync(join(tmpdir(), 'varco-generate-'));
  const server = await startEmbedded({ data, log: () => undefined, durable: false });
  try {
    const context = { owner: server.connection('owner'), app: server.connection('app') };
    await migrate(context.owner, 'varco_app');
    const files: Generated[] = [];
    for (const name of names) {
      const generator = (await import(`./${name}`)) as Generator;
      files.push(...(await generator.generate(context)));
    }
    return files;
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

const differs = ({ path, text }: Generated): boolean =>
  !existsSync(join(repository, path)) || readFileSync(join(repository, path), 'utf8') !== text;

const stale = (await generateAll()).filter(differs);
if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is not what its sources make: run npm run generate and commit it.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, text } of stale) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
    console.log(path);
  }
}
