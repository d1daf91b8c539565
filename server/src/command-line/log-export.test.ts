import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { events } from '@varco/shared/access-log/events';
import { INSTALLATION, type UserId } from '@varco/shared/ids';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#core/clock';
import { record, Sealer, sealState } from '#features/access-log';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld } from '#testing/world';
import { buildVerifier } from '../../../tools/verifier.mjs';
import { logExport } from './log-export.ts';
import { logCheckpoint, logKey } from './log-verify.ts';

const program = join(import.meta.dirname, '../../../verify/dist/varco-verify.mjs');

/** Runs the program that checks archives as a stranger has it: alone, in an empty folder. */
const verifier = (args: readonly string[]): Promise<{ code: number; text: string; complaint: string }> => {
  const cwd = mkdtempSync(join(tmpdir(), 'varco-stranger-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const copy = join(cwd, 'varco-verify.mjs');
  writeFileSync(copy, readFileSync(program));
  return new Promise((done) =>
    execFile(process.execPath, [copy, ...args], { cwd, env: { LANG: 'en' } }, (fault, text, complaint) =>
      done({ code: typeof fault?.code === 'number' ? fault.code : 0, text, complaint }),
    ),
  );
};

/** A log of three days, with checkpoints kept after the second and the third, one erased person, and a way to write it out. */
async function exported(days: { from?: string; toDay?: string } = {}) {
  const world = await freshWorld();
  const environment = settingsOf(world);
  const folder = environment.VARCO_DATA ?? '';
  const seal = async () => {
    const sealer = new Sealer({ ...world, config: { ...world.config, data: folder }, clock: systemClock });
    sealer.open();
    await expect.poll(async () => (await sealState(world.db)).unsealedRows).toBe(0);
    await sealer.close();
    const terminal = testTerminal(environment);
    await logCheckpoint(terminal);
    return terminal.answers.join('');
  };
  const checkpoints: string[] = [];
  for (let day = 0; day < 3; day += 1) {
    for (let number = 1; number <= 30; number += 1) {
      await record(world.db, {
        at: world.clock.now(),
        event: 'signed-in',
        organizationId: world.organizationId,
        subject: {
          userId: `01890000-0000-7000-8000-${(number % 7).toString(16).padStart(12, '0')}` as UserId,
          organizationId: world.organizationId,
          username: `u${number % 7}`,
          name: `Nicolò «${number % 7}»`,
        },
        sessionNumber: String(number),
        client: world.client(),
      });
    }
    checkpoints.push(await seal());
    world.clock.advance({ days: 1 });
  }
  await world.owner(`select access_log.erase('subjects', array(select id from access_log.subjects where username = 'u3'), now())`);
  const file = join(folder, 'log.ndjson.gz');
  const terminal = testTerminal(environment);
  await logExport(terminal, { to: file, ...days });
  const key = testTerminal(environment);
  await logKey(key);
  const kept = join(folder, 'kept.txt');
  writeFileSync(kept, checkpoints.slice(1).join('\n'));
  return { world, environment, folder, file, kept, key: key.answers.join('').trim(), terminal };
}

beforeAll(async () => {
  expect(await buildVerifier(process.execPath)).toMatchObject({ code: 0 });
});

test('D5 an archive is checked by a program alone, against checkpoints and a key kept apart', async () => {
  const { world, file, kept, key, terminal } = await exported();

  const checked = await verifier([file, '--against', kept, '--key', key]);
  const unaided = await verifier([file, '--language', 'it']);

  expect(checked).toMatchObject({ code: 0, complaint: '' });
  expect(checked.text).toMatch(/91 rows of \d+ seals out of \d+/);
  expect(checked.text).toMatch(/All of it agrees/);
  expect(unaided.code).toBe(0);
  expect(unaided.text).toMatch(/La chiave è quella scritta nell'archivio stesso/);
  expect(terminal.answers.join('')).toMatch(/^[0-9a-f]{64}\n$/);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(existsSync(`${file}.part`)).toBe(false);
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  expect(text).toContain('Nicolò «1»');
  expect(text).not.toContain('Nicolò «3»');
  // That it was exported is itself in the log, by whom too.
  const [done] = await world.owner<{ name: string; organization_id: string }>(
    'select s.name, e.organization_id from access_log.entries e join access_log.subjects s on s.id = e.actor_id where e.event = $1',
    [events['log-exported']],
  );
  expect(done).toEqual({ name: 'giulia', organization_id: INSTALLATION });
});

test('D5 an archive of some days holds their rows alone, and still agrees with the checkpoints of all', async () => {
  const { file, kept, key } = await exported({ from: '2026-11-22', toDay: '2026-11-22' });

  const { code, text } = await verifier([file, '--against', kept, '--key', key, '--json']);

  expect(code).toBe(0);
  const verdict = JSON.parse(text) as { rows: number; shown: number; seals: number; agrees: { size: number } };
  expect(verdict).toMatchObject({ rows: 30, agrees: { size: verdict.seals } });
  expect(verdict.shown).toBeLessThan(verdict.seals);
});

test('R2.21 what cannot be exported is refused with a sentence, and no file is left', async () => {
  const { environment, file, folder } = await exported();
  const terminal = testTerminal(environment);
  const to = join(folder, 'other.gz');

  await expect(logExport(terminal, { to: file })).rejects.toThrow(/exists already/);
  await expect(logExport(terminal, { to, from: '2026-02-30' })).rejects.toThrow(/is no day/);
  await expect(logExport(terminal, { to, from: '2026-11-23', toDay: '2026-11-22' })).rejects.toThrow(/comes after/);
  await expect(logExport(terminal, { to: join(folder, 'none', 'x.gz') })).rejects.toThrow(/cannot be written/);
  const empty = await freshWorld();
  await expect(logExport(testTerminal(settingsOf(empty)), { to })).rejects.toThrow(/No checkpoint has been signed/);
  expect([existsSync(to), existsSync(`${to}.part`)]).toEqual([false, false]);
});

describe('R2.21 an archive that somebody has worked on is found out:', () => {
  const lineWith = (lines: readonly string[], text: string, after = 0): number =>
    lines.findIndex((line, at) => at >= after && line.includes(text));
  const rowLine = (lines: readonly string[]): number => lineWith(lines, '{"row":', lineWith(lines, '{"row":', 20));

  test('whatever was done, it ends with 3 and says what', async () => {
    const { folder, file, kept, key } = await exported();
    const whole = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
    const attacks: readonly [string, (lines: string[]) => string[], RegExp][] = [
      [
        'a row is changed',
        (lines) => lines.with(rowLine(lines), (lines[rowLine(lines)] ?? '').replace(/,1,1,"/, ',2,1,"')),
        /are not those that were sealed/,
      ],
      ['a row is left out', (lines) => lines.toSpliced(rowLine(lines), 1), /closes \d+ rows, but the archive has|is not as it must be/],
      ['a row stands twice', (lines) => lines.toSpliced(rowLine(lines), 0, lines[rowLine(lines)] ?? ''), /out of place/],
      ['a value is changed', (lines) => lines.map((line) => line.replace('Nicolò «1»', 'Nicolò «9»')), /was changed/],
      ['a value is left out', (lines) => lines.toSpliced(lineWith(lines, '"named"'), 1), /does not hold/],
      [
        'a seal stands twice',
        (lines) => lines.toSpliced(lineWith(lines, '{"seal":', 2), 0, lines[1] ?? ''),
        /missing, double or out of order|closes \d+ rows/,
      ],
      ['a seal says another root', (lines) => lines.with(1, (lines[1] ?? '').replace(/"root":"../, '"root":"zz')), /is not as it must be/],
      [
        'a seal says another number of rows',
        (lines) =>
          lines.with(
            1,
            (lines[1] ?? '').replace(/"rows":(\d+)/, (_, rows) => `"rows":${Number(rows) + 1}`),
          ),
        /another history|are not those|is not as it must be|closes \d+ rows/,
      ],
      ['the end is missing', (lines) => lines.slice(0, -1), /cut short/],
      ['the end says another number', (lines) => lines.with(-1, (lines.at(-1) ?? '').replace(/"rows":\d+/, '"rows":7')), /does not answer/],
      ['something follows the end', (lines) => [...lines, '{}'], /follows the end/],
      ['a line is no JSON', (lines) => lines.toSpliced(3, 0, '{"row":['), /Line 4 .* is not as it must be/],
      ['a line is of another kind', (lines) => lines.toSpliced(3, 0, '{"other":1}'), /Line 4 .* is not as it must be/],
      ['a line never ends', (lines) => lines.toSpliced(3, 0, 'x'.repeat(3_000_000)), /Line 4 .* too long/],
      ['it is another format', (lines) => lines.with(0, (lines[0] ?? '').replace('archive/1', 'archive/9')), /does not know the format/],
      ['it is something else', () => ['hello'], /no archive/],
    ];
    expect(whole.length).toBeGreaterThan(90);
    for (const [name, attack, sentence] of attacks) {
      const forged = join(folder, 'forged.gz');
      writeFileSync(forged, gzipSync(`${attack(whole).join('\n')}\n`));
      const { code, text, complaint } = await verifier([forged, '--against', kept, '--key', key]);
      expect([name, code, complaint]).toEqual([name, 3, '']);
      expect(text, name).toMatch(sentence);
    }

    const packed = readFileSync(file);
    writeFileSync(join(folder, 'cut.gz'), packed.subarray(0, packed.length / 2));
    expect(await verifier([join(folder, 'cut.gz')])).toMatchObject({ code: 3, text: expect.stringMatching(/cut short/) });
    writeFileSync(join(folder, 'plain.gz'), whole.join('\n'));
    expect(await verifier([join(folder, 'plain.gz')])).toMatchObject({ code: 3, text: expect.stringMatching(/no archive/) });
    // A tail cut off and made to fit is met by the checkpoint kept elsewhere.
    expect(await verifier([join(folder, 'none.gz')])).toMatchObject({ code: 2, complaint: expect.stringMatching(/cannot be read/) });
    expect(await verifier([])).toMatchObject({ code: 2, complaint: expect.stringMatching(/^Usage/) });
    expect(await verifier([file, '--key', 'abc'])).toMatchObject({ code: 2, complaint: expect.stringMatching(/no public key/) });
  });
});
