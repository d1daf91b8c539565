import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '@varco/shared/language';
import type pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import type { Terminal } from '../command-line/terminal.ts';
import type { World } from './world.ts';

/** A terminal of which one reads what was said. */
export interface TestTerminal extends Terminal {
  readonly answers: string[];
  readonly remarks: string[];
}

/** Somebody at a terminal with these settings, who types these answers. */
export function testTerminal(
  environment: Readonly<Record<string, string>>,
  language: Language = 'en',
  typed: readonly string[] = [],
): TestTerminal {
  const typing = [...typed];
  const [answers, remarks]: [string[], string[]] = [[], []];
  return {
    environment,
    language,
    account: 'giulia',
    answers,
    remarks,
    answer: async (text) => void answers.push(text),
    remark: (line) => void remarks.push(line),
    ask: async () => typing.shift(),
    isInterrupted: () => false,
    beforeLeaving: () => () => undefined,
  };
}

/** The settings by which a command reaches the database of a world as an outside one, with the key of the world. */
export function settingsOf(world: World): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'varco-terminal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const key = join(folder, 'secret');
  writeFileSync(key, `${'07'.repeat(32)}\n`, { mode: 0o600 });
  const { database } = world.db.connectionConfig;
  const { app, owner } = inject('postgres');
  const address = (connection: string): string => {
    const { host, port, user } = JSON.parse(connection) as pg.ClientConfig;
    return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host ?? '')}`;
  };
  return {
    VARCO_DATA: folder,
    VARCO_SECRET_KEY_FILE: key,
    VARCO_DATABASE_URL: address(app),
    VARCO_DATABASE_OWNER_URL: address(owner),
    VARCO_PORT: '0',
  };
}
