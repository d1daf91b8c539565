import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Header, pack } from 'tar-stream';
import { expect, onTestFinished, test } from 'vitest';
import { keysFrom } from '#core/keys';
import { readMigrations } from '#db/migrate';
import type { Manifest, ManifestHead } from './archive/manifest.ts';
import { readManifest, readSections } from './archive/read.ts';
import { beginArchive } from './archive/write.ts';
import { BackupFault } from './fault.ts';
import { KEYS_PART } from './key-envelope.ts';
import { refuseOtherPostgres, refuseUnreadable } from './restore.ts';
import { readSealedKeys, unpackBackup } from './unpack.ts';

const watched = { signal: new AbortController().signal, onProgress: () => undefined };
const keys = keysFrom(Buffer.alloc(32, 1));
const head: ManifestHead = {
  kind: 'backup',
  version: '0.1.0',
  begunAt: '2026-11-21T09:00:00Z',
  holdsUntil: '2026-11-21T09:00:00Z',
  postgres: { version: '18.4', major: 18, origin: 'built-in', system: '1' },
  migrations: readMigrations().map(({ name, hash }) => ({ name, hash })),
  checkpoint: null,
  key: { fingerprint: '0', inside: false },
  bytes: 100,
  endLsn: '0/1',
  tables: [],
  sequences: [],
};

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'varco-unpack-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A backup whose hashes are right and whose inside is what somebody wrote. */
async function forged(
  folder: string,
  entries: readonly (Partial<Header> & { name: string; text?: string })[],
): Promise<{ path: string; manifest: Manifest }> {
  const path = join(folder, 'copia.varco');
  const tar = pack();
  for (const { text = '', ...entry } of entries) tar.entry(entry, text);
  tar.finalize();
  const archive = await beginArchive(path, watched.signal);
  await archive.addStream('database', tar as AsyncIterable<Buffer>);
  await archive.addStream(
    'server-manifest',
    (async function* () {
      yield Buffer.from('{"Files":[]}');
    })(),
  );
  return { path, manifest: await archive.finish(head, keys) };
}

const label = { name: 'backup_label', text: 'START' };

test.for<[what: string, entry: Partial<Header> & { name: string; text?: string }]>([
  ['a name that climbs out', { name: '../fuori', text: 'x' }],
  ['a name that climbs out from inside', { name: 'base/../../fuori', text: 'x' }],
  ['an absolute name', { name: '/tmp/varco-fuori', text: 'x' }],
  ['a symbolic link', { name: 'pg_tblspc/1', type: 'symlink', linkname: '/etc' }],
  ['a hard link', { name: 'PG_VERSION', type: 'link', linkname: 'backup_label' }],
  ['a device', { name: 'null', type: 'character-device' }],
  ['more bytes than the list says', { name: 'base/1', text: 'x'.repeat(200) }],
])('%s is refused, and nothing is written outside', async ([, entry]) => {
  const folder = temporaryFolder();
  const { path, manifest } = await forged(folder, [label, entry]);

  await expect(unpackBackup(path, manifest, join(folder, 'pg'), watched)).rejects.toMatchObject({ code: 'damaged' });

  expect(existsSync(join(folder, 'fuori'))).toBe(false);
  expect(existsSync('/tmp/varco-fuori')).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(['copia.varco', 'pg']);
});

test('what is not as long as its section says, and lists that are no JSON, are refused by name and never by a crash', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'copia.varco');
  const archive = await beginArchive(path, watched.signal);
  const tar = pack();
  tar.entry({ name: 'backup_label' }, 'START');
  tar.finalize();
  await archive.addStream('database', tar as AsyncIterable<Buffer>);
  await archive.addStream(
    'server-manifest',
    (async function* () {
      for (let count = 0; count < 64; count += 1) yield Buffer.alloc(65_536, 32);
    })(),
  );
  await archive.add(KEYS_PART, Buffer.from('{"kdf":'));
  const manifest = await archive.finish({ ...head, bytes: 10_000, key: { fingerprint: '0', inside: true } }, keys);
  const declared = manifest.sections.find(({ name }) => name === 'server-manifest')?.bytes;
  expect(declared).toBe(64 * 65_536);
  const short = { ...manifest, sections: manifest.sections.map((one) => ({ ...one, bytes: one.name === 'database' ? one.bytes : 1_000 })) };
  const refused = (work: Promise<unknown>, what: string) =>
    expect(work).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining(what) });

  await refused(unpackBackup(path, short, join(folder, 'corto'), watched), 'server-manifest');
  await refused(unpackBackup(path, manifest, join(folder, 'lista'), watched), 'server-manifest');
  await refused(readSealedKeys(path, manifest), KEYS_PART);
  const read = await readManifest(path);
  expect(read.manifest).toEqual(manifest);
  const names: string[] = [];
  for await (const { name } of readSections(path, manifest, watched)) names.push(name);
  expect(names).toEqual(['database', 'server-manifest', KEYS_PART]);
});

test('the same name twice and a copy without the label of its beginning are refused; what is well is unpacked', async () => {
  const folder = temporaryFolder();
  const twice = await forged(folder, [label, label]);
  await expect(unpackBackup(twice.path, twice.manifest, join(folder, 'due'), watched)).rejects.toMatchObject({ code: 'damaged' });
  rmSync(twice.path);
  const none = await forged(folder, [{ name: 'PG_VERSION', text: '18' }]);
  await expect(unpackBackup(none.path, none.manifest, join(folder, 'senza'), watched)).rejects.toThrow(/backup_label/);
  rmSync(none.path);

  const well = await forged(folder, [label, { name: 'base/', type: 'directory' }, { name: 'base/1', text: 'x' }]);
  await unpackBackup(well.path, well.manifest, join(folder, 'bene'), watched);

  expect(readdirSync(join(folder, 'bene')).sort()).toEqual(['backup_label', 'backup_manifest', 'base']);
});

test('what this program cannot serve is refused before anything is touched, each with its own reason', () => {
  const manifest: Manifest = { product: 'varco', format: 1, parts: [], sections: [], ...head };
  const codeOf = (work: () => void): unknown => {
    try {
      work();
      return 'taken';
    } catch (fault) {
      return fault instanceof BackupFault ? fault.code : fault;
    }
  };
  const [first] = manifest.migrations;
  const newer = { ...manifest, migrations: [...manifest.migrations, { name: '9999_later', hash: '0'.repeat(64) }] };
  const other = { ...manifest, migrations: [{ name: first?.name ?? '', hash: '0'.repeat(64) }] };

  expect(codeOf(() => refuseUnreadable('f', manifest, 'backup'))).toBe('taken');
  expect(codeOf(() => refuseUnreadable('f', manifest, 'export'))).toBe('other-kind');
  expect(codeOf(() => refuseUnreadable('f', newer, 'backup'))).toBe('newer-schema');
  expect(codeOf(() => refuseUnreadable('f', other, 'backup'))).toBe('other-schema');
  expect(codeOf(() => refuseOtherPostgres('f', manifest))).toBe('taken');
  expect(codeOf(() => refuseOtherPostgres('f', { ...manifest, postgres: { ...manifest.postgres, major: 15 } }))).toBe('other-postgres');
  expect(codeOf(() => refuseOtherPostgres('f', { ...manifest, postgres: { ...manifest.postgres, origin: 'outside' } }))).toBe(
    'other-postgres',
  );
});
