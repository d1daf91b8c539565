import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { events } from '@varco/shared/access-log/events';
import { parseCheckpoints } from '@varco/shared/access-log/evidence/checkpoint';
import { leafOfPlain, leafTables, type PlainRow, sealFields } from '@varco/shared/access-log/evidence/leaf';
import { dayAt } from '@varco/shared/days';
import { INSTALLATION, type UserId } from '@varco/shared/ids';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#core/clock';
import { record, Sealer, sealState, sha256 } from '#features/access-log';
import { untilFinal } from '#testing/final';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld } from '#testing/world';
import { buildVerifier } from '../../../../tools/verifier.mjs';
import { faultSentence } from '../../../../verify/src/messages.ts';
import { verifyArchive } from '../../../../verify/src/verify-archive.ts';
import { logExport } from './export.ts';
import { logPurge } from './purge.ts';
import { logRetention } from './retention.ts';
import { logCheckpoint, logKey, logVerify } from './verify.ts';

const program = join(import.meta.dirname, '../../../../verify/dist/varco-verify.mjs');

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
    await untilFinal(world);
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
  expect(checked.text).toMatch(/values without text \(erased, or without their key\)/);
  expect(checked.text).toMatch(/All of it agrees/);
  expect(unaided.code).toBe(0);
  expect(unaided.text).toMatch(/La chiave è quella scritta nell'archivio stesso/);
  expect(unaided.text).toMatch(/Senza punti di controllo conservati altrove/);
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

test('R2.21 an archive is vouched for up to the newest checkpoint named, not up to the one that it brings itself', async () => {
  const { file, folder, kept, key } = await exported();
  const first = join(folder, 'first.txt');
  writeFileSync(first, readFileSync(kept, 'utf8').split(/\n(?=varco-log\/)/)[0] ?? '');
  const named = parseCheckpoints(readFileSync(first, 'utf8')).checkpoints[0];

  const people = await verifier([file, '--against', first, '--key', key]);
  const asJson = await verifier([file, '--against', first, '--key', key, '--json']);
  appendFileSync(first, '\nvarco-log/damaged\n');
  const damaged = await verifier([file, '--against', first, '--key', key]);

  expect(people.complaint).toBe('');
  expect(damaged).toMatchObject({ code: 0, complaint: expect.stringMatching(/belong to no checkpoint and do not count/) });
  expect(people).toMatchObject({ code: 0, text: expect.stringMatching(/Of the checkpoints named the newest that agrees is of/) });
  expect(people.text).toContain(`(${named?.size} seals): up to it nobody touched what the archive shows`);
  const verdict = JSON.parse(asJson.text) as { agrees: { size: number }; agreesOutside: { size: number } };
  expect(verdict.agreesOutside.size).toBe(named?.size);
  expect(verdict.agrees.size).toBeGreaterThan(verdict.agreesOutside.size);
});

test('D5 an archive of some days holds their rows alone, and still agrees with the checkpoints of all', async () => {
  const { file, kept, key } = await exported({ from: '2026-11-22', toDay: '2026-11-22' });

  const { code, text } = await verifier([file, '--against', kept, '--key', key, '--json']);

  expect(code).toBe(0);
  const verdict = JSON.parse(text) as { rows: number; shown: number; seals: number; agrees: { size: number } };
  expect(verdict).toMatchObject({ rows: 30, agrees: { size: verdict.seals } });
  expect(verdict.shown).toBeLessThan(verdict.seals);
});

test('R2.21 an archive that can be compared with none of the checkpoints named is not said to agree: it ends with 4', async () => {
  // The checkpoint of the second day falls into what an archive of the first leaves out.
  const { file, folder, kept, key } = await exported({ from: '2026-11-21', toDay: '2026-11-21' });
  const second = join(folder, 'second.txt');
  writeFileSync(second, readFileSync(kept, 'utf8').split(/\n(?=varco-log\/)/)[0] ?? '');

  const people = await verifier([file, '--against', second, '--key', key]);
  const asJson = await verifier([file, '--against', second, '--key', key, '--json']);
  const withAnother = await verifier([file, '--against', kept, '--key', key]);

  expect(people).toMatchObject({ code: 4, text: expect.stringMatching(/None of the checkpoints named could be compared/) });
  expect(people.text).not.toMatch(/All of it agrees/);
  expect(asJson.code).toBe(4);
  expect(JSON.parse(asJson.text)).toMatchObject({ uncompared: 1, faults: [] });
  expect(withAnother).toMatchObject({ code: 0, text: expect.stringMatching(/All of it agrees/) });
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

describe('R5.12 months that were purged', () => {
  /** The lines of an archive with another end, as somebody would write it who hides what he did. */
  const closed = (lines: readonly string[], seals: number): string => {
    const before = `${lines.join('\n')}\n`;
    const rows = lines.filter((line) => line.startsWith('{"row"')).length;
    return `${before}${JSON.stringify({ end: { lines: lines.length, seals, rows, sha256: hash('sha256', before) } })}\n`;
  };

  test('are said by "log purge", "log verify", the archive and the program that checks it, and nothing else passes for them', async () => {
    const world = await freshWorld({ at: systemClock.now() });
    const environment = settingsOf(world);
    const folder = environment.VARCO_DATA ?? '';
    const months = 9;
    await world.owner(
      `select access_log.record(w.at, $1, 1::smallint, null, 1::smallint, null, $1, gen_random_uuid(), 'u', 'U', null, null, null, null, null, '192.0.2.1',
         'Firefox', '140', 'Linux', null, false, null, null, null, null, null)
       from generate_series(0, $2) ago, lateral (select case ago when 0 then now() else date_trunc('month', now()) - make_interval(months => ago) end) w (at)`,
      [world.organizationId, months],
    );
    await world.owner('select access_log.make_partitions($1, 0)', [world.clock.now()]);
    const seal = async () => {
      const sealer = new Sealer({ ...world, config: { ...world.config, data: folder }, clock: systemClock });
      sealer.open();
      await expect.poll(async () => (await sealState(world.db)).unsealedRows, { timeout: 10_000 }).toBe(0);
      await sealer.close();
    };
    await seal();
    const at = (language: 'it' | 'en' = 'en', typed: readonly string[] = []) => testTerminal(environment, language, typed);
    const said = ({ answers, remarks }: ReturnType<typeof at>) => [...remarks, ...answers].join('\n');

    const shown = at();
    await logRetention(shown, {});
    expect(said(shown)).toBe('The log is kept for 730 days.\n');
    await expect(logRetention(at(), { days: '9', reason: 'Prova' })).rejects.toMatchObject({ code: 'retention.refused' });
    await expect(logRetention(at('en', ['no']), { days: '180', reason: 'Prova' })).rejects.toThrow(/Nothing has been changed/);
    const shortened = at('it', ['180']);
    await logRetention(shortened, { days: '180', reason: 'Prova' });
    expect(said(shortened)).toMatch(
      /Stai per conservare il registro solo per 180 giorni[\s\S]*: righe 1, dal [\s\S]*Il registro si conserva per 730 giorni\. Dal .* si conserverà per 180/,
    );
    await world.owner('alter table access_log.retention disable trigger all');
    await world.owner('update access_log.retention set acts_from = chosen_at');
    await seal();
    const trial = at();
    expect(await logPurge(trial, { dryRun: true })).toBe(0);
    const due = trial.answers.join('').trim().split('\n');
    expect(due[0]).toMatch(/^\d{4}-\d{2}: rows 1, from /);
    await expect(logPurge(at('en', ['2000-01']), {})).rejects.toThrow(/Nothing has been purged/);
    const purging = at('en', [(due[0] ?? '').slice(0, 7)]);
    expect(await logPurge(purging, {})).toBe(0);
    expect(purging.answers.join('')).toMatch(/^[23] months purged \(rows: [23]\)\.\n$/);
    await seal();
    const verified = at();
    expect(await logVerify(verified, { against: [], key: [] })).toBe(0);
    expect(said(verified)).toContain(`Month ${(due[0] ?? '').slice(0, 7)}: purged on`);

    const file = join(folder, 'purged.gz');
    const exporting = at();
    await logExport(exporting, { to: file });
    await logExport(at(), { to: join(folder, 'part.gz'), from: dayAt('Europe/Rome', world.clock.now()) });
    expect(said(exporting)).toMatch(/Seals whose rows were purged: [23]\./);
    const { code, text } = await verifier([file]);
    expect([code, text]).toEqual([0, expect.stringMatching(/Month \d{4}-\d{2} was purged at .*; rows: 1\./)]);
    expect(await verifyArchive(join(folder, 'part.gz'), [], [])).toMatchObject({
      faults: [],
      rows: expect.any(Number),
      purged: { length: due.length > 2 ? 3 : 2 },
    });

    const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n').slice(0, -1);
    const seals = lines.filter((line) => /^\{"(seal|purged)"/.test(line)).length;
    const purge = lines.findIndex((line) => line.includes('"kind":4'));
    const { seal: told } = JSON.parse(lines[purge] ?? '') as { seal: PlainRow<typeof sealFields> };
    const leaf = sha256(leafOfPlain(leafTables.seals, sealFields, told));
    const number = Number(told.number);
    const attacks: readonly [string, readonly string[], RegExp][] = [
      [
        'the seal of the purge left out',
        lines.with(purge, JSON.stringify({ skip: { from: number, to: number + 1, hashes: [Buffer.from(leaf).toString('hex')] } })),
        /Rows of month .* \(1\) are missing, and no seal says that they were purged/,
      ],
      ['rows left out as if they had been purged', withoutRows(lines), /Rows of month .* are missing, and no seal/],
      ['another number of days', lines.with(purge, (lines[purge] ?? '').replace(/days\\":180/, 'days\\":170')), /not old enough|too early/],
      ['a purge a second time', lines.toSpliced(purge, 0, lines[purge] ?? ''), /missing, double or out of order/],
      ['another number of rows', lines.with(purge, (lines[purge] ?? '').replace(/"rows":1/, '"rows":2')), /does not answer to the seals/],
    ];
    for (const [name, forged, sentence] of attacks) {
      const path = join(folder, 'forged.gz');
      writeFileSync(path, gzipSync(closed(forged, seals)));
      const { faults } = await verifyArchive(path, [], []);
      expect(faults.map((fault) => faultSentence(fault).en).join('\n'), name).toMatch(sentence);
    }
  });

  /** The first seal that has rows, shown as one whose rows were purged. */
  const withoutRows = (lines: readonly string[]): string[] => {
    const at = lines.findIndex((line) => line.startsWith('{"seal"') && line.includes('"kind":1') && line.includes('"kept":false'));
    const end = lines.findIndex((line, index) => index > at && /^\{"(seal|purged)"/.test(line));
    return lines.toSpliced(at, (end < 0 ? lines.length : end) - at, (lines[at] ?? '').replace('{"seal"', '{"purged"'));
  };
});
