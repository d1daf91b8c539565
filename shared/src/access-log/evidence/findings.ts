import type { Bilingual } from '../../language.ts';

/** Something that is not as it was sealed, or cannot be believed. */
export type Finding =
  | { readonly kind: 'row-changed'; readonly seal: number; readonly at: string; readonly xid: string; readonly n: number }
  | { readonly kind: 'row-inserted'; readonly seal: number | null; readonly at: string; readonly xid: string; readonly n: number }
  | {
      readonly kind: 'rows-removed';
      readonly seal: number;
      readonly rows: number;
      readonly fromXid: string;
      readonly toXid: string;
      readonly firstAt: string | null;
      readonly lastAt: string | null;
    }
  | { readonly kind: 'value-changed'; readonly dictionary: string; readonly id: number }
  | { readonly kind: 'detail-changed'; readonly id: number }
  | {
      readonly kind: 'value-missing';
      readonly dictionary: string;
      readonly id: number;
      readonly at: string;
      readonly xid: string;
      readonly n: number;
    }
  | { readonly kind: 'seal-changed'; readonly number: number }
  | { readonly kind: 'purge-differs'; readonly number: number; readonly month: string }
  | { readonly kind: 'purge-early'; readonly number: number; readonly month: string; readonly at: string }
  | { readonly kind: 'purge-unsigned'; readonly number: number; readonly month: string }
  | { readonly kind: 'purge-untold'; readonly seals: number; readonly rows: number }
  | { readonly kind: 'purged-twice'; readonly number: number; readonly month: string }
  | { readonly kind: 'purged-rows-there'; readonly seal: number; readonly month: string; readonly rows: number }
  | { readonly kind: 'seal-missing'; readonly number: number; readonly next: number }
  | { readonly kind: 'seal-out-of-order'; readonly number: number }
  | { readonly kind: 'tree-differs'; readonly seals: number; readonly expected: number }
  | { readonly kind: 'checkpoint-missing'; readonly size: number | null; readonly seals: number }
  | { readonly kind: 'tail-missing'; readonly file: string; readonly size: number; readonly at: string; readonly seals: number }
  | {
      readonly kind: 'another-history';
      readonly file: string;
      readonly size: number;
      readonly at: string;
      readonly agreesUpTo: { readonly size: number; readonly at: string } | null;
    }
  | {
      readonly kind: 'history-before-return';
      readonly file: string;
      readonly size: number;
      readonly at: string;
      readonly returnedAt: string;
      readonly returnedTo: number;
    }
  | {
      readonly kind: 'checkpoint-of-another-log';
      readonly file: string;
      readonly size: number;
      readonly at: string;
      readonly origin: string;
    }
  | { readonly kind: 'checkpoint-of-unknown-key'; readonly file: string; readonly size: number; readonly at: string }
  | { readonly kind: 'checkpoint-badly-signed'; readonly file: string; readonly size: number; readonly at: string };

type Sentences = { readonly [Kind in Finding['kind']]: (finding: Extract<Finding, { kind: Kind }>) => Bilingual };

const inDatabase: Bilingual = { it: 'conservato nel database', en: 'kept in the database' };
const source = (file: string): Bilingual => (file === '' ? inDatabase : { it: `di ${file}`, en: `of ${file}` });

const monthOf = (day: string): string => day.slice(0, 7);

const sentences: Sentences = {
  'row-changed': ({ at, xid, n, seal }) => ({
    it: `Riga modificata: quella ora datata ${at} (transazione ${xid}, numero ${n}) non è quella chiusa dal sigillo ${seal}.`,
    en: `Row changed: the one now dated ${at} (transaction ${xid}, number ${n}) is not the one that seal ${seal} closed.`,
  }),
  'row-inserted': ({ at, xid, n, seal }) => ({
    it: `Riga inserita dopo: ${at} (transazione ${xid}, numero ${n}) ${seal === null ? 'non è in nessun sigillo' : `non è nel sigillo ${seal}`}.`,
    en: `Row inserted later: ${at} (transaction ${xid}, number ${n}) is in ${seal === null ? 'no seal' : `no place of seal ${seal}`}.`,
  }),
  'rows-removed': ({ rows, seal, fromXid, toXid, firstAt, lastAt }) => ({
    it: `${rows === 1 ? 'Manca 1 riga' : `Mancano ${rows} righe`} del sigillo ${seal}: transazioni da ${fromXid} fino a prima di ${toXid}, tra ${firstAt} e ${lastAt}.`,
    en: `${rows === 1 ? '1 row is' : `${rows} rows are`} missing from seal ${seal}: transactions from ${fromXid} to before ${toXid}, between ${firstAt} and ${lastAt}.`,
  }),
  'value-changed': ({ dictionary, id }) => ({
    it: `Valore modificato: il numero ${id} del dizionario ${dictionary} non corrisponde più al suo impegno.`,
    en: `Value changed: number ${id} of the dictionary ${dictionary} no longer answers to its commitment.`,
  }),
  'detail-changed': ({ id }) => ({
    it: `Dettaglio modificato: il testo cifrato del valore ${id} di details non è quello conservato.`,
    en: `Detail changed: the ciphertext of value ${id} of details is not the one that was kept.`,
  }),
  'value-missing': ({ dictionary, id, at, xid, n }) => ({
    it: `Valore mancante: il numero ${id} del dizionario ${dictionary}, di cui parla la riga di ${at} (transazione ${xid}, numero ${n}), non c'è.`,
    en: `Value missing: number ${id} of the dictionary ${dictionary}, named by the row of ${at} (transaction ${xid}, number ${n}), is not there.`,
  }),
  'seal-changed': ({ number }) => ({
    it: `Sigillo modificato: il ${number} non dice più ciò che diceva delle sue righe.`,
    en: `Seal changed: number ${number} no longer says of its rows what it said.`,
  }),
  'purge-differs': ({ number, month }) => ({
    it: `Eliminazione non provata: il sigillo ${number} dice eliminato il mese ${monthOf(month)}, ma non corrisponde ai sigilli delle sue righe.`,
    en: `Purge not proved: seal ${number} says that month ${monthOf(month)} was purged, but does not answer to the seals of its rows.`,
  }),
  'purge-early': ({ number, month, at }) => ({
    it: `Eliminazione troppo presto: il sigillo ${number} dice eliminato il ${at} il mese ${monthOf(month)}, che non era ancora abbastanza vecchio, o lo era solo per un orologio avanti.`,
    en: `Purged too early: seal ${number} says that month ${monthOf(month)} was purged at ${at}, when it was not old enough yet, or only by a clock that ran ahead.`,
  }),
  'purge-unsigned': ({ number, month }) => ({
    it: `Eliminazione non firmata: nessun punto di controllo di una chiave creduta copre il sigillo ${number}, che dice eliminato il mese ${monthOf(month)}.`,
    en: `Purge not signed: no checkpoint by a key that is believed covers seal ${number}, which says that month ${monthOf(month)} was purged.`,
  }),
  'purge-untold': ({ seals, rows }) => ({
    it: `I mesi eliminati secondo i sigilli sono ${seals}, secondo le righe del registro ${rows}.`,
    en: `By the seals ${seals} months were purged, by the rows of the log ${rows}.`,
  }),
  'purged-twice': ({ number, month }) => ({
    it: `Il sigillo ${number} dice eliminato per la seconda volta il mese ${monthOf(month)}.`,
    en: `Seal ${number} says a second time that month ${monthOf(month)} was purged.`,
  }),
  'purged-rows-there': ({ seal, month, rows }) => ({
    it: `Il mese ${monthOf(month)} risulta eliminato, ma ${rows === 1 ? '1 riga' : `${rows} righe`} del sigillo ${seal} ${rows === 1 ? "c'è" : 'ci sono'} ancora.`,
    en: `Month ${monthOf(month)} is said to be purged, but ${rows === 1 ? '1 row of seal' : `${rows} rows of seal`} ${seal} ${rows === 1 ? 'is' : 'are'} still there.`,
  }),
  'seal-missing': ({ number, next }) => ({
    it: `Sigilli mancanti: dopo il ${number - 1} viene il ${next}.`,
    en: `Seals missing: after number ${number - 1} comes ${next}.`,
  }),
  'seal-out-of-order': ({ number }) => ({
    it: `Sigillo fuori posto: il ${number} non comincia dove finisce il precedente.`,
    en: `Seal out of place: number ${number} does not begin where the one before it ends.`,
  }),
  'tree-differs': ({ seals, expected }) => ({
    it: `I sigilli non sono quelli che il sigillatore ha contato: sono ${seals}, ne risultano ${expected}, oppure uno è stato modificato.`,
    en: `The seals are not those that the sealer counted: there are ${seals}, it counts ${expected}, or one has been changed.`,
  }),
  'checkpoint-missing': ({ size, seals }) => ({
    it: `${size === null ? 'Nel database non è conservato nessun punto di controllo' : `Il punto di controllo più recente del database parla di ${size} sigilli`}, qui ce ne sono ${seals}: ciò che segue non è firmato.`,
    en: `${size === null ? 'No checkpoint is kept in the database' : `The newest checkpoint of the database speaks of ${size} seals`}, and here are ${seals}: what follows is not signed.`,
  }),
  'tail-missing': ({ file, size, at, seals }) => ({
    it: `Manca la coda: il punto di controllo ${source(file).it} del ${at} parla di ${size} sigilli, qui ce ne sono ${seals}.`,
    en: `The tail is missing: the checkpoint ${source(file).en} of ${at} speaks of ${size} seals, and here are ${seals}.`,
  }),
  'another-history': ({ file, size, at, agreesUpTo }) => ({
    it: `Un'altra storia: il punto di controllo ${source(file).it} del ${at} (${size} sigilli) non è quello di questo registro. ${agreesUpTo === null ? 'Nessun punto di controllo precedente coincide.' : `L'ultimo che coincide è del ${agreesUpTo.at} (${agreesUpTo.size} sigilli): la modifica sta tra i due.`}`,
    en: `Another history: the checkpoint ${source(file).en} of ${at} (${size} seals) is not that of this log. ${agreesUpTo === null ? 'No earlier checkpoint agrees.' : `The last that agrees is of ${agreesUpTo.at} (${agreesUpTo.size} seals): what was changed lies between the two.`}`,
  }),
  'history-before-return': ({ file, size, at, returnedAt, returnedTo }) => ({
    it: `Storia precedente a un ripristino: il punto di controllo ${source(file).it} del ${at} (${size} sigilli) è di prima che il ${returnedAt} tornasse in uso una copia o un'esportazione, che arrivava a ${returnedTo} sigilli. Le righe successive alla copia mancano; se allora nessuno ha ripristinato o trasferito il database, sono state tolte.`,
    en: `History before a restore: the checkpoint ${source(file).en} of ${at} (${size} seals) is from before a backup or an export came back into use at ${returnedAt}, which went up to ${returnedTo} seals. The rows after the backup are missing; if nobody restored or moved the database then, they were taken away.`,
  }),
  'checkpoint-of-another-log': ({ file, at, origin }) => ({
    it: `Il punto di controllo ${source(file).it} del ${at} è di un altro registro, ${origin}.`,
    en: `The checkpoint ${source(file).en} of ${at} is of another log, ${origin}.`,
  }),
  'checkpoint-of-unknown-key': ({ file, at, size }) => ({
    it: `Il punto di controllo ${source(file).it} del ${at} (${size} sigilli) non è firmato da una chiave conosciuta: indica la chiave pubblica con cui fu firmato, se è di questo registro.`,
    en: `The checkpoint ${source(file).en} of ${at} (${size} seals) is not signed by a known key: give the public key it was signed with, if it is one of this log.`,
  }),
  'checkpoint-badly-signed': ({ file, at, size }) => ({
    it: `Il punto di controllo ${source(file).it} del ${at} (${size} sigilli) ha una firma falsa.`,
    en: `The checkpoint ${source(file).en} of ${at} (${size} seals) has a false signature.`,
  }),
};

/** What a finding means, for people. */
export const findingSentence = (finding: Finding): Bilingual => (sentences[finding.kind] as (found: Finding) => Bilingual)(finding);
