import { bandIssues, contrast, LOGO } from '@varco/shared/organizations/door-look';
import { describe, expect, test } from 'vitest';
import { neighbour } from '#testing/neighbour';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';
import { pictureIn } from './rules.ts';

/** The same drawing of 32 by 20 points as a browser writes it in each kind. */
const drawn = {
  png: 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAUCAYAAADskT9PAAAAPUlEQVR4AezUIQ4AAAhCUfX+d9ZOZxI+jcbenFPPYUCewJqjJ5cnoAvdHQEEEEAgT6DN0c+aJ6AL3f1d4AAAAP//oLCJYAAAAAZJREFUAwCVDGApEqlwVwAAAABJRU5ErkJggg==',
  jpeg: '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAAUACADASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAQDBf/EACIQAAEDAAsAAAAAAAAAAAAAAAAEERIFExQiQUNjgaLB4f/EABQBAQAAAAAAAAAAAAAAAAAAAAD/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwDFOnr5XoxbBzawavH0UdmbdloEVg1ePpioT1Eb0pPgx0yKkcvfoCIAAAAB/9k=',
  webp: 'UklGRjwCAABXRUJQVlA4WAoAAAAwAAAAHwAAEwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZBTFBIGwAAAAEPMP8REUItAARMBvlbZtC5CCL6PwGIZfMLMQBWUDggKgAAAPACAJ0BKiAAFAA/UY65WLCqJaO36AIQKglpAAC54nAAAP7uim/9czAAAA==',
} as const;

const bytes = (base64: string) => Buffer.from(base64, 'base64');

/** A PNG with a comment behind its first part and something behind its end. */
function withComment(): Buffer {
  const png = bytes(drawn.png);
  const text = Buffer.from('tEXtAuthor\0Laura Conti', 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length - 4);
  return Buffer.concat([png.subarray(0, 33), length, text, Buffer.alloc(4), png.subarray(33), Buffer.from('<script>')]);
}

describe('D3 the picture in a file', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('is known by what is inside, and measured: %s', (kind) => {
    expect(pictureIn(bytes(drawn[kind]))).toMatchObject({ type: `image/${kind}`, width: 32, height: 20 });
  });

  test('loses what is told besides: comments, profiles, and what stands behind its end', () => {
    expect(pictureIn(withComment())?.bytes.equals(bytes(drawn.png))).toBe(true);
    for (const kind of ['jpeg', 'webp'] as const) {
      const stripped = pictureIn(bytes(drawn[kind]))?.bytes;
      expect(bytes(drawn[kind]).includes('Google'.split('').join('\0'))).toBe(true);
      expect(stripped?.includes('ICC')).toBe(false);
      // What is left is a whole picture still, and nothing more is taken from it.
      expect(stripped && pictureIn(stripped)?.bytes.equals(stripped)).toBe(true);
      expect(stripped && pictureIn(stripped)).toMatchObject({ width: 32, height: 20 });
    }
  });

  test('loses also a second picture behind the first, as telephones write it with place and time', () => {
    const jpeg = bytes(drawn.jpeg);
    const told = Buffer.from([0xff, 0xe1, 0, 12, ...Buffer.from('Exif\0\0GPS!', 'latin1')]);
    const second = Buffer.concat([jpeg.subarray(0, 2), told, jpeg.subarray(2)]);
    const alone = pictureIn(jpeg)?.bytes;

    for (const more of [second, Buffer.from('<script>\xff\xd9', 'latin1')])
      expect(alone && pictureIn(Buffer.concat([jpeg, more]))?.bytes.equals(alone)).toBe(true);
  });

  test('is whole also when it is drawn by several scans, and is none when it says twice how large it is', () => {
    const jpeg = pictureIn(bytes(drawn.jpeg))?.bytes ?? Buffer.alloc(0);
    const [frame, scan] = [jpeg.indexOf(Buffer.from([0xff, 0xc0])), jpeg.indexOf(Buffer.from([0xff, 0xda]))];
    const large = Buffer.from(jpeg.subarray(frame, frame + 19));
    large.writeUInt16BE(0xffff, 5);
    const comment = Buffer.from([0xff, 0xfe, 0, 3, 0x21]);
    const parts = [jpeg.subarray(0, -2), jpeg.subarray(scan, -2), jpeg.subarray(-2)] as const;

    expect(pictureIn(Buffer.concat([parts[0], comment, parts[1], parts[2]]))?.bytes.equals(Buffer.concat(parts))).toBe(true);
    expect(pictureIn(Buffer.concat([jpeg.subarray(0, frame), large, jpeg.subarray(frame)]))).toBeUndefined();
    expect(pictureIn(Buffer.concat([parts[0], large, parts[1], parts[2]]))).toBeUndefined();
    const png = bytes(drawn.png);
    expect(pictureIn(Buffer.concat([png.subarray(0, 33), png.subarray(8, 33), png.subarray(33)]))).toBeUndefined();
  });

  test('is none when it is cut anywhere, or of another kind', () => {
    for (const kind of ['png', 'jpeg', 'webp'] as const) {
      const whole = bytes(drawn[kind]);
      for (let length = 0; length < whole.length - 1; length += 1)
        expect([kind, length, pictureIn(whole.subarray(0, length))]).toEqual([kind, length, undefined]);
    }
    expect(pictureIn(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'))).toBeUndefined();
    expect(pictureIn(Buffer.from('GIF89a'))).toBeUndefined();
  });

  test('WCAG 2.2.2 is none when it moves', () => {
    const still = bytes(drawn.webp);
    const frames = Buffer.from('ANIM\x06\0\0\0\0\0\0\0\0\0', 'latin1');
    const moving = Buffer.concat([still, frames]);
    moving.writeUInt32LE(still.readUInt32LE(4) + frames.length, 4);
    expect(pictureIn(moving)).toBeUndefined();
    moving.write('EXIF', still.length, 'latin1');
    expect(pictureIn(moving)).toMatchObject({ width: 32, height: 20 });
  });
});

test('D3 the contrast of two colours is that of WCAG, and a band must let white text be read', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(bandIssues('#767676')).toEqual([]);
  expect(bandIssues('#777777')).toEqual([{ field: 'bandColor', rule: 'band-contrast', contrast: 4.4 }]);
  expect(bandIssues('#ffff00')).toMatchObject([{ rule: 'band-contrast' }]);
});

const PATH = '/api/organization/door-look';
const atDesk = async (): Promise<{ world: World; desk: TestBrowser }> => {
  const world = await freshWorld();
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  return { world, desk };
};
const save = (desk: TestBrowser, version: number, more: object) =>
  desk.send('PUT', PATH, { version, bandColor: null, alternative: null, ...more });
const rulesOf = ({ body }: { body: Record<string, unknown> }) =>
  (body.issues as { field: string; rule: string }[] | undefined)?.map(({ field, rule }) => `${field} ${rule}`);
const looked = { bandColor: '#7A1F2B', alternative: 'Stemma di Borgo', logo: drawn.webp };

describe('D3 the look of the door', () => {
  test('is seen by who has not signed in, at addresses that hold for ever, and under the same policy of contents', async () => {
    const { world, desk } = await atDesk();
    const stranger = await world.browser({ address: '192.0.2.90' });
    const before = await stranger.get('/sign-in', { html: true });
    expect(before.text).not.toContain('/door-look/');

    const saved = await save(desk, 0, looked);

    expect(saved.body).toMatchObject({ version: 1, bandColor: '#7a1f2b', logo: { width: 32, height: 20, alternative: 'Stemma di Borgo' } });
    const { address } = saved.body.logo as { address: string };
    world.clock.advance({ seconds: 31 });
    await expect.poll(async () => (await stranger.get('/sign-in', { html: true })).text).toContain('/door-look/band/7a1f2b.css');
    const door = await stranger.get('/sign-in', { html: true });
    expect(door.text).toContain(`<img class="v-logo" src="${address}" width="32" height="20" alt="Stemma di Borgo">`);
    expect(door.headers['content-security-policy']).toBe(before.headers['content-security-policy']);
    const logo = await stranger.get(address);
    expect([logo.status, logo.headers['content-type'], logo.headers['cache-control']]).toEqual([
      200,
      'image/webp',
      'public, max-age=31536000, immutable',
    ]);
    expect(logo.headers['x-content-type-options']).toBe('nosniff');
    const sheet = await stranger.get('/door-look/band/7a1f2b.css');
    expect([sheet.status, sheet.text]).toEqual([200, '.v-band { background: #7a1f2b; }\n']);
  });

  test('keeps its logo when only the rest changes, loses it when it is removed, and says both in the history', async () => {
    const { world, desk } = await atDesk();
    const { address } = (await save(desk, 0, looked)).body.logo as { address: string };

    const renamed = await save(desk, 1, { alternative: 'Stemma' });
    expect(renamed.body).toMatchObject({ version: 2, bandColor: null, logo: { address, alternative: 'Stemma' } });
    expect((await save(desk, 2, { logo: null })).body).toEqual({ version: 3, bandColor: null, logo: null });

    expect((await (await world.browser({ address: '192.0.2.90' })).get(address)).status).toBe(404);
    const { items } = (await desk.get('/api/organization/history')).body as { items: { changes: { items: { field: string }[] } }[] };
    expect(items.map(({ changes }) => changes.items.map(({ field }) => field))).toEqual([
      ['logo'],
      ['bandColor', 'logo'],
      ['bandColor', 'logo'],
    ]);
  });

  test('is refused with everything that is wrong, and nothing of it is saved', async () => {
    const { desk } = await atDesk();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');

    const refused = await save(desk, 0, { bandColor: '#ffff00', logo: svg });
    expect([refused.status, refused.body.type]).toEqual([422, 'organizations.refused']);
    expect(rulesOf(refused)).toEqual(['bandColor band-contrast', 'logo logo-kind', 'alternative required']);
    expect(rulesOf(await save(desk, 0, { alternative: 'Stemma' }))).toEqual(['logo logo-missing']);
    const large = Buffer.alloc(LOGO.bytes + 1).toString('base64');
    expect(rulesOf(await save(desk, 0, { alternative: 'Stemma', logo: large }))).toEqual(['logo logo-too-large']);
    const wide = bytes(drawn.png);
    wide.writeUInt32BE(2_001, 16);
    expect(rulesOf(await save(desk, 0, { alternative: 'Stemma', logo: wide.toString('base64') }))).toEqual(['logo logo-size']);
    expect(rulesOf(await save(desk, 0, { bandColor: 'red;}body{display:none' }))).toEqual(['bandColor band-color']);
    expect((await save(desk, 0, { logo: 'A'.repeat(500_000) })).status).toBe(413);
    expect((await desk.get(PATH)).body).toEqual({ version: 0, bandColor: null, logo: null });
  });

  test('two who save at once are one, and an older version is told what is there now', async () => {
    const { desk } = await atDesk();

    const answers = await Promise.all([save(desk, 0, looked), save(desk, 0, { bandColor: '#004d99' })]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await save(desk, 0, {})).body).toMatchObject({ type: 'request.changed-meanwhile', current: { version: 1 } });
  });

  test('R1.43 is that of each organization: its own administrators choose it, nobody else, and it is seen at its own address', async () => {
    const { world, desk } = await atDesk();
    const there = await neighbour(world);
    const theirs = await world.browser({ address: '192.0.2.40' });
    await theirs.signIn(there.administrator);
    const clerk = await world.browser({ address: '192.0.2.41' });
    await clerk.signIn(await world.user());

    expect((await save(theirs, 0, looked)).body).toMatchObject({ version: 1, bandColor: '#7a1f2b' });
    expect((await save(clerk, 0, looked)).status).toBe(403);
    expect(rulesOf(await save(theirs, 1, { bandColor: '#ffff00', alternative: 'Stemma' }))).toEqual(['bandColor band-contrast']);

    expect((await desk.get(PATH)).body).toEqual({ version: 0, bandColor: null, logo: null });
    const stranger = await world.browser({ address: '192.0.2.90' });
    const doorOf = async (query: string) => (await stranger.get(`/sign-in${query}`, { html: true })).text;
    expect(await doorOf('?organization=altrove')).not.toContain('/door-look/');
    await world.owner('update identity.organizations set own_door = true where id = $1', [there.organizationId]);
    world.clock.advance({ seconds: 31 });
    await expect.poll(() => doorOf('?organization=altrove')).toContain('alt="Stemma di Borgo"');
    expect(await doorOf('')).not.toContain('/door-look/');
    const { items } = (await theirs.get('/api/organization/history')).body as { items: { changes: { items: { field: string }[] } }[] };
    expect(items.map(({ changes }) => changes.items.map(({ field }) => field))).toEqual([['bandColor', 'logo']]);
  });

  test('no address of it tells anything else: neither a path, nor a colour that is none, nor an unknown picture', async () => {
    const { world } = await atDesk();
    const stranger = await world.browser({ address: '192.0.2.90' });

    for (const path of [
      '/door-look/band/..%2Fx.css',
      '/door-look/band/7A1F2B.css',
      '/door-look/band/fff.css',
      `/door-look/logo/${'0'.repeat(64)}`,
      '/door-look/logo/x',
    ])
      expect([path, (await stranger.get(path)).status]).toEqual([path, 404]);
  });
});
