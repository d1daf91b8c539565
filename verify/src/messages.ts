import type { ArchiveFault } from '@varco/shared/access-log/evidence/archive';
import type { Bilingual } from '@varco/shared/language';

type Sentences = { readonly [Kind in ArchiveFault['kind']]: (fault: Extract<ArchiveFault, { kind: Kind }>) => Bilingual };

const sentences: Sentences = {
  'not-an-archive': () => ({
    it: 'Non è un archivio del registro di Varco. Indica un file fatto da "varco log export".',
    en: 'This is no archive of a Varco log. Name a file made by "varco log export".',
  }),
  'unknown-format': ({ format }) => ({
    it: `Il formato «${format}» non è conosciuto da questa versione: usa quella che ha fatto l'archivio, o una più recente.`,
    en: `This version does not know the format "${format}": use the one that made the archive, or a newer one.`,
  }),
  'bad-line': ({ line }) => ({
    it: `La riga ${line} dell'archivio non è come deve essere: da lì in poi nulla è provato.`,
    en: `Line ${line} of the archive is not as it must be: from there on nothing is proved.`,
  }),
  'line-too-long': ({ line }) => ({
    it: `La riga ${line} dell'archivio è troppo lunga: da lì in poi nulla è provato.`,
    en: `Line ${line} of the archive is too long: from there on nothing is proved.`,
  }),
  'cut-short': () => ({
    it: "L'archivio è troncato: manca la fine. Chiedine un'altra copia.",
    en: 'The archive is cut short: its end is missing. Ask for another copy.',
  }),
  'after-the-end': ({ line }) => ({
    it: `Dopo la fine dell'archivio c'è altro (riga ${line}).`,
    en: `Something follows the end of the archive (line ${line}).`,
  }),
  'end-differs': ({ line }) => ({
    it: `La riga finale (${line}) non corrisponde a ciò che la precede: l'archivio è stato modificato o è incompleto.`,
    en: `The last line (${line}) does not answer to what stands before it: the archive was changed or is incomplete.`,
  }),
  'seal-out-of-order': ({ line, number, expected }) => ({
    it: `Alla riga ${line} viene il sigillo ${number}, doveva venire il ${expected}: sigilli mancanti, doppi o fuori ordine.`,
    en: `At line ${line} comes seal ${number} where ${expected} had to come: seals are missing, double or out of order.`,
  }),
  'rows-missing': ({ seal, rows, found }) => ({
    it: `Il sigillo ${seal} chiude ${rows} righe, ma l'archivio ne ha ${found}.`,
    en: `Seal ${seal} closes ${rows} rows, but the archive has ${found}.`,
  }),
  'row-out-of-place': ({ line, seal }) => ({
    it: `La riga ${line} non appartiene al sigillo ${seal}, o non è al suo posto.`,
    en: `The row in line ${line} does not belong to seal ${seal}, or is out of place.`,
  }),
  'rows-differ': ({ seal, firstAt, lastAt }) => ({
    it: `Le righe del sigillo ${seal} (da ${firstAt} a ${lastAt}) non sono quelle che furono sigillate.`,
    en: `The rows of seal ${seal} (from ${firstAt} to ${lastAt}) are not those that were sealed.`,
  }),
  'value-differs': ({ line, seal }) => ({
    it: `Il valore alla riga ${line} (sigillo ${seal}) non corrisponde al suo impegno: è stato modificato.`,
    en: `The value in line ${line} (seal ${seal}) does not answer to its commitment: it was changed.`,
  }),
  'value-unnamed': ({ line, seal }) => ({
    it: `Sotto il sigillo ${seal} (riga ${line}) c'è un valore che nessuna riga nomina: è stato aggiunto.`,
    en: `Under seal ${seal} (line ${line}) stands a value that no row names: it was added.`,
  }),
  'value-missing': ({ line, seal, at }) => ({
    it: `La riga ${line} (sigillo ${seal}, ${at}) nomina un valore che l'archivio non contiene.`,
    en: `The row in line ${line} (seal ${seal}, ${at}) names a value that the archive does not hold.`,
  }),
  'purge-missing': ({ month, rows }) => ({
    it: `Mancano righe del mese ${month.slice(0, 7)} (${rows}), e nessun sigillo dice che furono eliminate.`,
    en: `Rows of month ${month.slice(0, 7)} (${rows}) are missing, and no seal says that they were purged.`,
  }),
  'purge-differs': ({ seal, month }) => ({
    it: `Il sigillo ${seal} dice eliminato il mese ${month.slice(0, 7)}, ma non corrisponde ai sigilli delle sue righe.`,
    en: `Seal ${seal} says that month ${month.slice(0, 7)} was purged, but does not answer to the seals of its rows.`,
  }),
  'purge-early': ({ seal, month, at }) => ({
    it: `Il sigillo ${seal} dice eliminato il ${at} il mese ${month.slice(0, 7)}, che non era ancora abbastanza vecchio, o lo era solo per un orologio avanti.`,
    en: `Seal ${seal} says that month ${month.slice(0, 7)} was purged at ${at}, when it was not old enough yet, or only by a clock that ran ahead.`,
  }),
  'purge-unsigned': ({ seal, month }) => ({
    it: `Nessun punto di controllo che concorda copre il sigillo ${seal}, che dice eliminato il mese ${month.slice(0, 7)}.`,
    en: `No checkpoint that agrees covers seal ${seal}, which says that month ${month.slice(0, 7)} was purged.`,
  }),
  'purged-twice': ({ seal, month }) => ({
    it: `Il sigillo ${seal} dice eliminato per la seconda volta il mese ${month.slice(0, 7)}.`,
    en: `Seal ${seal} says a second time that month ${month.slice(0, 7)} was purged.`,
  }),
  'purged-rows-there': ({ seal, month, rows }) => ({
    it: `Il sigillo ${seal} dice eliminato il mese ${month.slice(0, 7)}, ma sue righe (${rows}) sono nell'archivio.`,
    en: `Seal ${seal} says that month ${month.slice(0, 7)} was purged, but rows of it (${rows}) are in the archive.`,
  }),
  'checkpoint-unsigned': ({ size, at }) => ({
    it: `Il punto di controllo del ${at} (${size} sigilli) non è firmato da una chiave creduta.`,
    en: `The checkpoint of ${at} (${size} seals) is not signed by a key that is believed.`,
  }),
  'checkpoint-of-another-log': ({ size, at }) => ({
    it: `Il punto di controllo del ${at} (${size} sigilli) è di un altro registro.`,
    en: `The checkpoint of ${at} (${size} seals) is of another log.`,
  }),
  'checkpoint-differs': ({ size, at, own }) => ({
    it: `Il punto di controllo ${own ? "dell'archivio" : 'conservato altrove'} del ${at} (${size} sigilli) dice un'altra storia.`,
    en: `The checkpoint ${own ? 'of the archive' : 'kept elsewhere'} of ${at} (${size} seals) tells another history.`,
  }),
  'beyond-the-checkpoint': ({ line, size }) => ({
    it: `Dalla riga ${line} l'archivio va oltre il suo punto di controllo (${size} sigilli): ciò che segue non l'ha firmato nessuno.`,
    en: `From line ${line} on the archive goes beyond its checkpoint (${size} seals): nobody has signed what follows.`,
  }),
  'tail-missing': ({ size, at, seals }) => ({
    it: `Manca la coda: il punto di controllo del ${at} parla di ${size} sigilli, l'archivio ne ha ${seals}.`,
    en: `The tail is missing: the checkpoint of ${at} speaks of ${size} seals, and the archive has ${seals}.`,
  }),
};

/** What a fault means, for people. */
export const faultSentence = (fault: ArchiveFault): Bilingual => (sentences[fault.kind] as (found: ArchiveFault) => Bilingual)(fault);

/** What the program says besides. */
export const words = {
  usage: {
    it: 'Uso: varco-verify ARCHIVIO [--against FILE]... [--key CHIAVE]... [--language it|en] [--json]\nControlla un archivio del registro senza il server. --against: punti di controllo conservati altrove; --key: la chiave pubblica da credere, come la stampa "varco log key".\nTermina con 0 se tutto concorda, 3 se no, 4 se nessun punto di controllo indicato si può confrontare, 2 se usato male.',
    en: 'Usage: varco-verify ARCHIVE [--against FILE]... [--key KEY]... [--language it|en] [--json]\nChecks an archive of the log without the server. --against: checkpoints kept elsewhere; --key: the public key to believe, as "varco log key" prints it.\nEnds with 0 when all agrees, 3 when it does not, 4 when it can be compared with none of the checkpoints named, 2 when used wrongly.',
  } satisfies Bilingual,
  unreadable: (file: string): Bilingual => ({
    it: `Il file ${file} non si può leggere. Controlla che esista e che questo utente possa leggerlo.`,
    en: `The file ${file} cannot be read. Check that it exists and that this user may read it.`,
  }),
  noCheckpoint: (file: string): Bilingual => ({
    it: `Nel file ${file} non c'è nessun punto di controllo.`,
    en: `There is no checkpoint in the file ${file}.`,
  }),
  unreadLines: (file: string, lines: readonly number[]): Bilingual => ({
    it: `Nel file ${file} le righe ${lines.slice(0, 20).join(', ')}${lines.length > 20 ? '…' : ''} non appartengono a nessun punto di controllo e non contano.`,
    en: `In the file ${file} the lines ${lines.slice(0, 20).join(', ')}${lines.length > 20 ? '…' : ''} belong to no checkpoint and do not count.`,
  }),
  notAKey: (text: string): Bilingual => ({
    it: `«${text}» non è una chiave pubblica. Copiala intera, come la stampa "varco log key".`,
    en: `"${text}" is no public key. Copy it whole, as "varco log key" prints it.`,
  }),
  looked: (origin: string, rows: number, shown: number, seals: number, erased: number): Bilingual => ({
    it: `Registro ${origin}: ${rows} righe di ${shown} sigilli su ${seals}; ${erased} valori senza testo (cancellati, o senza la loro chiave), di cui resta l'impegno.`,
    en: `Log ${origin}: ${rows} rows of ${shown} seals out of ${seals}; ${erased} values without text (erased, or without their key), of which the commitment is left.`,
  }),
  purged: (month: string, rows: number, at: string, days: number): Bilingual => ({
    it: `Il mese ${month.slice(0, 7)} è stato eliminato il ${at}, perché le righe si conservano ${days} giorni; righe: ${rows}. I loro sigilli restano.`,
    en: `Month ${month.slice(0, 7)} was purged at ${at}, since rows are kept for ${days} days; rows: ${rows}. Their seals stay.`,
  }),
  agrees: (at: string, size: number): Bilingual => ({
    it: `Tutto concorda, fino al punto di controllo del ${at} (${size} sigilli).`,
    en: `All of it agrees, up to the checkpoint of ${at} (${size} seals).`,
  }),
  vouches: (at: string, size: number): Bilingual => ({
    it: `Dei punti di controllo indicati il più recente che concorda è del ${at} (${size} sigilli): fin lì nessuno ha toccato ciò che l'archivio mostra, nemmeno chi gestisce il server.`,
    en: `Of the checkpoints named the newest that agrees is of ${at} (${size} seals): up to it nobody touched what the archive shows, not even who runs the server.`,
  }),
  alone: {
    it: "Senza punti di controllo conservati altrove si prova solo che l'archivio è quello firmato: chi ha la chiave segreta può averlo rifatto. Indicali con --against.",
    en: 'Without checkpoints kept elsewhere this proves only that the archive is what was signed: whoever has the secret key could have made it again. Name them with --against.',
  } satisfies Bilingual,
  uncompared: (count: number): Bilingual => ({
    it: `${count} punti di controllo non si possono confrontare con questo archivio: cadono in parti omesse o sono successivi.`,
    en: `${count} checkpoints cannot be compared with this archive: they fall into parts left out, or are later.`,
  }),
  nothingCompared: {
    it: "Nessuno dei punti di controllo indicati si è potuto confrontare: l'archivio concorda solo con sé stesso. Chiedine uno che contenga quei giorni, o indica altri punti di controllo.",
    en: 'None of the checkpoints named could be compared: the archive agrees with itself alone. Ask for one that holds those days, or name other checkpoints.',
  } satisfies Bilingual,
  ownKeys: {
    it: "La chiave è quella scritta nell'archivio stesso: per non doversi fidare di chi l'ha fatto, indicala con --key.",
    en: 'The key is the one written in the archive itself: so as not to trust whoever made it, name it with --key.',
  } satisfies Bilingual,
  faults: (count: number): Bilingual => ({
    it: `L'archivio NON è provato: ${count === 1 ? '1 motivo' : `${count} motivi`}.`,
    en: `The archive is NOT proved: ${count === 1 ? '1 reason' : `${count} reasons`}.`,
  }),
};
