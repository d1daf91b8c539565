import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The built files that the pages before the session ask for, as addresses of ours. */
export interface DoorAssets {
  readonly css: string;
  readonly script: string | null;
  /** The two weights of the first paint, preloaded. */
  readonly fonts: readonly string[];
  /** The icon itself as a `data:` address: a file would be one request more on a page that must be quick. */
  readonly icon: string | null;
}

const Chunk = z.object({
  file: z.string(),
  css: z.array(z.string()).optional(),
  assets: z.array(z.string()).optional(),
});
const Manifest = z.record(z.string(), Chunk);

const entry = 'src/door/door.ts';
const preloaded = /titillium-web-latin-(400|600)-normal[^/]*\.woff2$/;

/** Reads once, from the manifest of the built pages, the hashed names of the style, the script and the fonts of the door. */
export function loadDoorAssets(distFolder: string): DoorAssets {
  const path = join(distFolder, '.vite', 'manifest.json');
  const manifest = Manifest.safeParse(readManifest(path));
  const door = manifest.data?.[entry];
  const css = door?.css?.[0];
  if (!manifest.success || !door || css === undefined) {
    throw new Error(
      `The built pages in ${distFolder} are incomplete: ${path} does not name ${entry}. Run \`npm start\`, which builds them.`,
    );
  }
  const files = Object.values(manifest.data).flatMap((chunk) => [chunk.file, ...(chunk.assets ?? [])]);
  return {
    css: `/${css}`,
    script: `/${door.file}`,
    fonts: [...new Set(files.filter((file) => preloaded.test(file)))].sort().map((file) => `/${file}`),
    icon: iconOf(distFolder, manifest.data['src/ui/varco.svg']?.file),
  };
}

const iconOf = (folder: string, file: string | undefined): string | null =>
  file === undefined ? null : `data:image/svg+xml,${encodeURIComponent(readFileSync(join(folder, file), 'utf8').trim())}`;

function readManifest(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`The pages are not built: ${path} cannot be read. Run \`npm start\`, which builds them.`);
  }
}
