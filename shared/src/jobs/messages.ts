import type { Bilingual } from '../language.ts';
import { logEvidenceJobs } from '../log-evidence/job-messages.ts';
import type { JobName } from './jobs.ts';

/** What a job is called, and what it does for people, in one sentence. */
export const jobTexts: Readonly<Record<JobName, { readonly name: Bilingual; readonly does: Bilingual }>> = {
  'suspend-inactive': {
    name: { it: 'Sospensione di chi non entra', en: 'Suspension of who does not sign in' },
    does: {
      it: "Sospende chi non accede da più mesi di quelli indicati nei criteri. L'ultimo amministratore mai.",
      en: 'Suspends whoever has not signed in for more months than the policy says. Never the last administrator.',
    },
  },
  'forget-runs': {
    name: { it: 'Pulizia delle esecuzioni', en: 'Clearing of runs' },
    does: {
      it: 'Toglie da questa pagina le esecuzioni finite da più di 90 giorni. Quello che hanno fatto resta nel registro.',
      en: 'Takes runs that ended more than 90 days ago off this page. What they did stays in the log.',
    },
  },
  'import-staff': {
    name: { it: 'Importazione del personale', en: 'Import of the staff list' },
    does: {
      it: "Crea e aggiorna le persone di un file, dopo che un amministratore ne ha confermato l'anteprima.",
      en: 'Creates and updates the people of a file, after an administrator has confirmed its preview.',
    },
  },
  'import-structure': {
    name: { it: 'Importazione della struttura', en: 'Import of the structure' },
    does: {
      it: "Crea e aggiorna servizi, unità e collocazioni di un file, dopo che qualcuno ne ha confermato l'anteprima.",
      en: 'Creates and updates the departments, units and placements of a file, after somebody has confirmed its preview.',
    },
  },
  'first-passwords': {
    name: { it: 'Prime password', en: 'First passwords' },
    does: {
      it: 'Prepara una prima password per ciascuna delle persone scelte, da consegnare con lettere o con un elenco.',
      en: 'Makes a first password for each of the people chosen, to be handed out by letters or by a list.',
    },
  },
  'nightly-backup': {
    name: { it: 'Copia del database', en: 'Backup of the database' },
    does: {
      it: 'Copia tutto il database in un file mentre si lavora, lo rilegge per intero e tiene le copie più recenti.',
      en: 'Copies the whole database into a file while people work, reads it again whole and keeps the newest backups.',
    },
  },
  'erase-person': {
    name: { it: 'Cancellazione di una persona', en: 'Erasure of a person' },
    does: {
      it: 'Toglie dal registro e dai file del database ogni testo di una persona cancellata. Le prove del registro restano valide.',
      en: 'Takes every text of an erased person out of the log and of the files of the database. The proofs of the log stay valid.',
    },
  },
  'purge-log': {
    name: { it: 'Eliminazione dei mesi vecchi del registro', en: 'Purge of old months of the log' },
    does: {
      it: 'Elimina dal registro i mesi interi più vecchi del tempo di conservazione, al massimo 3 per notte. I loro sigilli restano, e un sigillo firmato dice che cosa è stato eliminato.',
      en: 'Purges whole months of the log that are older than its retention, at most 3 a night. Their seals stay, and a signed seal says what was purged.',
    },
  },
  ...logEvidenceJobs,
};
