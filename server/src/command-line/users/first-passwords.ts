import { closeSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { HandoutDetails, HandoutFormat } from '@varco/shared/first-passwords/api';
import type { Bilingual, Language } from '@varco/shared/language';
import { z } from 'zod';
import { publicAddress } from '#core/public-address';
import { Refusal } from '#core/refusal';
import { askFirstPasswords, firstPasswordsJob, handOut, readHandout } from '#features/first-passwords';
import { Runner } from '#jobs/runner';
import { atInstallation, type Opened } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';

/** What `user first-passwords` is told. */
export interface FirstPasswordsOptions {
  readonly allNeverSignedIn?: true;
  /** The import whose new users are meant. */
  readonly import?: string;
  readonly to: string;
  readonly format: HandoutFormat;
  readonly language: Language;
}

const LOOK_MS = 500;

const isId = (text: string): boolean => z.uuid().safeParse(text).success;

const sentences = {
  forWhom: {
    it: 'Scegli per chi: --all-never-signed-in, oppure --import con il numero che «varco user import» ha scritto. Uno dei due.',
    en: 'Choose for whom: --all-never-signed-in, or --import with the number that "varco user import" wrote. One of the two.',
  } satisfies Bilingual,
  noImport: {
    it: 'Non c’è nessuna importazione con questo numero: si dimenticano dopo 24 ore. Usa --all-never-signed-in, o guarda il numero scritto da «varco user import».',
    en: 'There is no import with this number: they are forgotten after 24 hours. Use --all-never-signed-in, or look at the number "varco user import" wrote.',
  } satisfies Bilingual,
  folder: (path: string): Bilingual => ({
    it: `${path} non è una cartella in cui questo utente può scrivere. Creala, o indicane un'altra con --to.`,
    en: `${path} is no folder in which this user may write. Make it, or name another one with --to.`,
  }),
  inTheWay: (path: string): Bilingual => ({
    it: `In ${path} c'è già un file. Spostalo: le password che mancano si scaricano dalla pagina «Prime password» entro 24 ore.`,
    en: `There is already a file at ${path}. Move it: the passwords still to come can be downloaded from the page "First passwords" within 24 hours.`,
  }),
  stopped: {
    it: 'La preparazione si è fermata. Falla riprendere dalla pagina «Prime password», o guarda perché nel registro del server.',
    en: 'The preparation has stopped. Let it go on from the page "First passwords", or see why in the log of the server.',
  } satisfies Bilingual,
  done: ({ made, skipped }: HandoutDetails): Bilingual => ({
    it: `Password preparate: ${made}; persone rimaste fuori: ${skipped}. I file contengono password: consegnali e cancellali.`,
    en: `Passwords prepared: ${made}; people left out: ${skipped}. The files hold passwords: hand them over and delete them.`,
  }),
  missing: (characters: readonly string[]): Bilingual => ({
    it: `Alcuni caratteri non si possono stampare e sono diventati \u{fffd}: ${characters.join(' ')}`,
    en: `Some characters cannot be printed and have become \u{fffd}: ${characters.join(' ')}`,
  }),
};

/** Makes first passwords for everybody who never signed in, or whom an import created, and writes them out; the answer is the paths, one on each line. */
export const userFirstPasswords = (
  terminal: Terminal,
  { allNeverSignedIn, import: importId, to, format, language }: FirstPasswordsOptions,
): Promise<void> =>
  atInstallation(terminal, async (opened) => {
    const { core, actor, organizationId } = opened;
    if (!statSync(to, { throwIfNoEntry: false })?.isDirectory()) throw new CommandFault(sentences.folder(to));
    if ((allNeverSignedIn === undefined) === (importId === undefined)) throw new CommandFault(sentences.forWhom);
    if (importId !== undefined && !isId(importId)) throw new CommandFault(sentences.noImport);
    const audience = importId === undefined ? { matching: { state: 'never-signed-in' as const } } : { import: importId };
    const { id } = await askFirstPasswords(core, actor, organizationId, { ...audience, language }).catch((fault: unknown) => {
      throw fault instanceof Refusal && fault.code === 'request.not-found' ? new CommandFault(sentences.noImport) : fault;
    });
    const details = await made(opened, id);
    for (const { number, state } of details.parts) {
      if (state !== 'ready') continue;
      const path = join(
        to,
        `${language === 'it' ? 'prime-password-parte' : 'first-passwords-part'}-${number}.${format === 'csv' ? 'csv' : 'pdf'}`,
      );
      // The place is taken before anything is handed out: what comes out once must not meet a file in its way.
      const file = create(path);
      try {
        const printed = await handOut(core, actor, organizationId, { id, number, format, address: publicAddress(core.config).origin });
        writeFileSync(file, printed.body);
        if (printed.missing.length > 0) terminal.remark(sentences.missing(printed.missing)[terminal.language]);
      } catch (fault) {
        rmSync(path);
        throw fault;
      } finally {
        closeSync(file);
      }
      await terminal.answer(`${path}\n`);
    }
    terminal.remark(sentences.done(details)[terminal.language]);
  });

/** The act when it is over, made here or by a server that took it first. */
async function made({ core, organizationId }: Opened, id: string): Promise<HandoutDetails> {
  const runner = new Runner(core, [firstPasswordsJob(core)]);
  for (;;) {
    await runner.runAll();
    const details = await readHandout(core, organizationId, id);
    if (details.state === 'finished' || details.state === 'cancelled') return details;
    if (details.state === 'stopped') throw new CommandFault(sentences.stopped);
    await wait(LOOK_MS);
  }
}

function create(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (fault) {
    const isThere = fault instanceof Error && 'code' in fault && fault.code === 'EEXIST';
    throw new CommandFault(isThere ? sentences.inTheWay(path) : sentences.folder(path));
  }
}
