import type { Bilingual } from '@varco/shared/language';

/** What the commands about the log say. */
export const logWords = {
  reading: (rows: number, about: number): Bilingual => ({
    it: `Lette ${rows} righe di circa ${Math.max(rows, about)}.`,
    en: `${rows} rows read of about ${Math.max(rows, about)}.`,
  }),
  looked: (origin: string, rows: number, seals: number, values: number, erased: number): Bilingual => ({
    it: `Registro ${origin}: ${rows} righe in ${seals} sigilli, ${values} valori nei dizionari, di cui ${erased} cancellati.`,
    en: `Log ${origin}: ${rows} rows in ${seals} seals, ${values} values in the dictionaries, ${erased} of them erased.`,
  }),
  whole: (until: string | null): Bilingual =>
    until === null
      ? { it: 'Non c’è ancora nulla di sigillato.', en: 'Nothing is sealed yet.' }
      : {
          it: `Tutto ciò che è sigillato, fino al ${until}, concorda con i suoi sigilli.`,
          en: `All that is sealed, up to ${until}, agrees with its seals.`,
        },
  unsealed: (rows: number, since: string): Bilingual => ({
    it: `${rows === 1 ? '1 riga non è ancora sigillata' : `${rows} righe non sono ancora sigillate, la più vecchia`} del ${since}: di ${rows === 1 ? 'questa' : 'queste'} non si può garantire.`,
    en: `${rows === 1 ? '1 row is not sealed yet' : `${rows} rows are not sealed yet, the oldest`} of ${since}: nothing vouches for ${rows === 1 ? 'it' : 'them'}.`,
  }),
  agrees: (count: number, at: string, size: number): Bilingual => ({
    it: `Concorda con i punti di controllo: confrontati ${count}, il più recente è del ${at} (${size} sigilli).`,
    en: `It agrees with the checkpoints: ${count} compared, the newest is of ${at} (${size} seals).`,
  }),
  unreadableValues: (count: number): Bilingual => ({
    it: `Valori che non si possono leggere: ${count}. Manca la loro chiave, o è di un'altra installazione: del loro testo non si può garantire, delle righe sì.`,
    en: `Values that cannot be read: ${count}. Their key is missing, or of another installation: nothing vouches for their text, only for the rows.`,
  }),
  vouches: (at: string, size: number): Bilingual => ({
    it: `Di quelli indicati il più recente è del ${at} (${size} sigilli): fin lì nessuno ha toccato il registro, nemmeno chi gestisce il server.`,
    en: `Of those named the newest is of ${at} (${size} seals): up to it nobody touched the log, not even who runs the server.`,
  }),
  alone: {
    it: 'Senza punti di controllo conservati altrove si prova solo che il registro concorda con sé stesso: indicali con --against.',
    en: 'Without checkpoints kept elsewhere this proves only that the log agrees with itself: name them with --against.',
  } satisfies Bilingual,
  faults: (count: number, shown: number): Bilingual => ({
    it: `Il registro NON è quello che fu sigillato: ${count === 1 ? '1 differenza' : `${count} differenze`}${count > shown ? `, le prime ${shown} qui sopra` : ''}.`,
    en: `The log is NOT what was sealed: ${count === 1 ? '1 difference' : `${count} differences`}${count > shown ? `, the first ${shown} above` : ''}.`,
  }),
  unreadableFile: (file: string): Bilingual => ({
    it: `Il file ${file} non si può leggere. Controlla che esista e che questo utente possa leggerlo.`,
    en: `The file ${file} cannot be read. Check that it exists and that this user may read it.`,
  }),
  noCheckpoint: (file: string): Bilingual => ({
    it: `Nel file ${file} non c'è nessun punto di controllo. Indica un file scritto da Varco o da "varco log checkpoint".`,
    en: `There is no checkpoint in the file ${file}. Name a file written by Varco or by "varco log checkpoint".`,
  }),
  unreadableLines: (file: string, lines: readonly number[]): Bilingual => ({
    it: `Nel file ${file} le righe ${lines.slice(0, 20).join(', ')}${lines.length > 20 ? '…' : ''} non appartengono a nessun punto di controllo e non contano.`,
    en: `In the file ${file} the lines ${lines.slice(0, 20).join(', ')}${lines.length > 20 ? '…' : ''} belong to no checkpoint and do not count.`,
  }),
  notAKey: (text: string): Bilingual => ({
    it: `«${text}» non è una chiave pubblica. Copiala intera, come la stampa "varco log key".`,
    en: `"${text}" is no public key. Copy it whole, as "varco log key" prints it.`,
  }),
  purged: (month: string, rows: string, at: string, days: string): Bilingual => ({
    it: `Mese ${month}: eliminato il ${at}, perché le righe si conservano ${days} giorni; righe: ${rows}. I loro sigilli restano.`,
    en: `Month ${month}: purged on ${at}, since rows are kept for ${days} days; rows: ${rows}. Their seals stay.`,
  }),
  exportedPurged: (seals: number): Bilingual => ({
    it: `Sigilli le cui righe sono state eliminate: ${seals}. Nell'archivio ci sono i sigilli e ciò che prova l'eliminazione.`,
    en: `Seals whose rows were purged: ${seals}. The archive holds the seals and what proves the purge.`,
  }),
  due: (month: string, rows: string, from: string, to: string): Bilingual => ({
    it: `${month}: righe ${rows}, dal ${from} al ${to}`,
    en: `${month}: rows ${rows}, from ${from} to ${to}`,
  }),
  kept: (days: string | null): Bilingual => ({
    it: days === null ? 'Il registro si conserva per sempre.' : `Il registro si conserva per ${days} giorni.`,
    en: days === null ? 'The log is kept for ever.' : `The log is kept for ${days} days.`,
  }),
  lowered: (days: string, from: string): Bilingual => ({
    it: `Dal ${from} si conserverà per ${days} giorni.`,
    en: `From ${from} it will be kept for ${days} days.`,
  }),
  nothingDue: {
    it: 'Nessun mese è abbastanza vecchio da essere eliminato.',
    en: 'No month is old enough to be purged.',
  } satisfies Bilingual,
  wouldGo: {
    it: 'Questi mesi (UTC) verrebbero eliminati, al massimo 3 per volta. Non è stato eliminato nulla.',
    en: 'These months (UTC) would be purged, at most 3 at a time. Nothing has been purged.',
  } satisfies Bilingual,
  goes: {
    it: 'Verranno eliminati per sempre, al massimo 3 per volta, questi mesi (UTC):',
    en: 'These months (UTC) will be purged for ever, at most 3 at a time:',
  } satisfies Bilingual,
  shorter: (days: string, from: string): Bilingual => ({
    it: `Stai per conservare il registro solo per ${days} giorni, a partire dal ${from}. Fino ad allora si può tornare indietro. Poi vengono eliminati per sempre:`,
    en: `You are about to keep the log for ${days} days only, from ${from} on. Until then you can go back. After that these are purged for ever:`,
  }),
  noFurther: { it: 'per ora nessun mese in più', en: 'no further month for now' } satisfies Bilingual,
  confirmDays: {
    it: 'Per confermare scrivi di nuovo il numero dei giorni:',
    en: 'To confirm, type the number of days again:',
  } satisfies Bilingual,
  retentionUnconfirmed: {
    it: 'Niente è stato cambiato: manca la conferma. Scrivi i giorni quando vengono chiesti, o aggiungi --yes.',
    en: 'Nothing has been changed: it was not confirmed. Type the days when asked, or add --yes.',
  } satisfies Bilingual,
  confirmPurge: {
    it: 'Per confermare scrivi il primo mese, come 2024-03:',
    en: 'To confirm, type the first month, like 2024-03:',
  } satisfies Bilingual,
  purgeUnconfirmed: {
    it: 'Niente è stato eliminato: manca la conferma. Scrivi il mese quando viene chiesto, o aggiungi --yes.',
    en: 'Nothing has been purged: it was not confirmed. Type the month when asked, or add --yes.',
  } satisfies Bilingual,
  notADay: (text: string): Bilingual => ({
    it: `«${text}» non è un giorno. Scrivilo come 2026-11-21.`,
    en: `"${text}" is no day. Write it like 2026-11-21.`,
  }),
  daysReversed: (from: string, to: string): Bilingual => ({
    it: `Il primo giorno, ${from}, viene dopo l'ultimo, ${to}: scambiali.`,
    en: `The first day, ${from}, comes after the last, ${to}: exchange them.`,
  }),
  fileExists: (file: string): Bilingual => ({
    it: `Il file ${file} esiste già. Indica un altro nome: un archivio non ne sostituisce mai un altro.`,
    en: `The file ${file} exists already. Name another one: an archive never takes the place of another.`,
  }),
  cannotWrite: (file: string): Bilingual => ({
    it: `Il file ${file} non si può scrivere. Controlla la cartella, lo spazio sul disco e che questo utente possa scriverci.`,
    en: `The file ${file} cannot be written. Check the folder, the room on the disk, and that this user may write there.`,
  }),
  exported: (file: string, rows: number, shown: number, seals: number): Bilingual => ({
    it: `${file} contiene ${rows} righe di ${shown} sigilli su ${seals}. La riga che segue è il suo SHA-256.`,
    en: `${file} holds ${rows} rows of ${shown} seals out of ${seals}. The line that follows is its SHA-256.`,
  }),
  nothingSigned: {
    it: 'Non è ancora stato firmato alcun punto di controllo: avvia il server e riprova tra un secondo.',
    en: 'No checkpoint has been signed yet: start the server and try again in a second.',
  } satisfies Bilingual,
};
