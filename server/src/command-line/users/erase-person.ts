import { setTimeout as wait } from 'node:timers/promises';
import { ErasePerson, type Erasure } from '@varco/shared/erasure/api';
import { isErasedLabel } from '@varco/shared/identity/erased';
import type { UserId } from '@varco/shared/ids';
import { outcomeSentence } from '@varco/shared/jobs/outcomes';
import type { Bilingual } from '@varco/shared/language';
import { issueSentence } from '@varco/shared/problem-messages';
import { backupFolderOf } from '#core/config';
import { erasePerson, erasePersonJob, readErasure } from '#features/erasure';
import { findUser } from '#features/identity';
import { Runner } from '#jobs/runner';
import { atInstallation, type Opened, userNamed } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';

/** What `person erase` is told. */
export interface EraseOptions {
  readonly reason?: string;
  readonly yes?: boolean;
}

const LOOK_MS = 500;

const sentences = {
  what: (username: string): Bilingual => ({
    it: [
      `Stai per cancellare la persona con nome utente ${username}. Non si può tornare indietro.`,
      '  Va via: nome, codice fiscale, e-mail, data di nascita, matricola, nome utente, password, tentativi, ricerche salvate,',
      '          elenchi del personale caricati che la nominano, e i suoi nomi nel registro degli accessi.',
      '  Resta:  un numero al suo posto, le righe del registro con giorno, ora e indirizzo, e chi ha cancellato e perché.',
      '  Copie di sicurezza e archivi fatti prima contengono ancora il testo.',
    ].join('\n'),
    en: [
      `You are about to erase the person with the user name ${username}. There is no way back.`,
      '  Goes:  names, tax code, e-mail, date of birth, employee number, user name, password, attempts, saved searches,',
      '         uploaded staff lists that name the person, and the names in the access log.',
      '  Stays: a number in their place, the lines of the log with day, time and address, and who erased and why.',
      '  Backups and archives made before still hold the text.',
    ].join('\n'),
  }),
  question: {
    it: 'Per confermare riscrivi il nome utente:',
    en: 'To confirm, type the user name again:',
  } satisfies Bilingual,
  unconfirmed: {
    it: 'Niente è stato cancellato: manca la conferma. Riscrivi il nome utente quando viene chiesto, o aggiungi --yes.',
    en: 'Nothing has been erased: it was not confirmed. Type the user name when asked, or add --yes.',
  } satisfies Bilingual,
  stopped: (number: string): Bilingual => ({
    it: `La persona è cancellata da elenchi e tabelle, ma la pulizia dei file si è fermata. Ripeti: varco person erase '${number}' --yes`,
    en: `The person is erased from lists and tables, but the clearing of the files has stopped. Repeat: varco person erase '${number}' --yes`,
  }),
  backups: (folder: string, files: readonly string[]): Bilingual => ({
    it: `Copie di sicurezza in ${folder} che contengono ancora il testo, da eliminare alla loro scadenza: ${files.join(', ')}`,
    en: `Backups in ${folder} that still hold the text, to be deleted when their time comes: ${files.join(', ')}`,
  }),
  elsewhere: {
    it: 'Copie portate altrove, archivi del registro e file scaricati non si vedono da qui: elimina quelli che hai. Se ripristini una copia di prima, ripeti la cancellazione.',
    en: 'Copies taken elsewhere, archives of the log and downloaded files cannot be seen from here: delete those you have. After restoring an earlier backup, erase again.',
  } satisfies Bilingual,
};

/** Erases a person and waits until no text is left in the files of the database; the answer is the number that stands for the person. */
export const personErase = (terminal: Terminal, typed: string, { reason = '', yes = false }: EraseOptions): Promise<void> =>
  atInstallation(terminal, async (opened) => {
    const { core, actor, scope } = opened;
    const say = (sentence: Bilingual): void => terminal.remark(sentence[terminal.language]);
    const { id, username } = await userNamed(opened, typed);
    const wish = ErasePerson.safeParse({ username, reason });
    if (!wish.success) {
      const [issue] = wish.error.issues;
      throw new CommandFault(told({ field: 'reason', rule: issue?.message ?? 'format', max: 200 }));
    }
    if (!isErasedLabel(username)) {
      say(sentences.what(username));
      if (!yes && (await terminal.ask(sentences.question[terminal.language]))?.trim() !== username)
        throw new CommandFault(sentences.unconfirmed);
    }
    await erasePerson(core, actor, scope, id, wish.data);
    const erasure = await cleared(opened, id);
    const number = (await userById(opened, id)) ?? username;
    if (erasure.finishedAt === null) throw new CommandFault(sentences.stopped(number));
    await terminal.answer(`${number}\n`);
    const code = erasure.filesRewritten ? 'person-erased' : 'person-erased-outside';
    terminal.remark(outcomeSentence(terminal.language, { code }));
    if (erasure.olderBackups.length > 0) say(sentences.backups(backupFolderOf(core.config), erasure.olderBackups));
    say(sentences.elsewhere);
  });

const told = (issue: Parameters<typeof issueSentence>[1]): Bilingual => ({
  it: issueSentence('it', issue),
  en: issueSentence('en', issue),
});

const userById = ({ core, scope }: Opened, id: UserId): Promise<string | undefined> =>
  core.db.as(scope, async (tx) => (await findUser(tx, id))?.username);

/** The erasure when its run is over, done here or by a server that took it first. */
async function cleared({ core, scope, roles }: Opened, id: UserId): Promise<Erasure> {
  const runner = new Runner(core, [erasePersonJob(core, roles)]);
  for (;;) {
    await runner.runAll();
    const erasure = await readErasure(core, scope, id);
    const isOpen = erasure.run?.state === 'waiting' || erasure.run?.state === 'running';
    if (erasure.finishedAt !== null || !isOpen) return erasure;
    await wait(LOOK_MS);
  }
}
