import type { Language } from '@varco/shared/language';
import type { StandardRule } from '@varco/shared/policy/standards';
import { plural, texts } from '../../core/texts.ts';
import type { Effects } from './effects.ts';

const it = plural('it');
const en = plural('en');

const effects: Readonly<Record<Language, Effects>> = {
  it: {
    attempts: {
      more: 'Il blocco arriva dopo più errori. Vale da subito.',
      less: 'Il blocco arriva dopo meno errori. Vale da subito, anche per gli errori già contati.',
    },
    lockMinutes: {
      more: 'Chi si blocca resta fuori più a lungo. I blocchi già in corso non cambiano.',
      less: 'Chi si blocca resta fuori meno a lungo. I blocchi già in corso non cambiano.',
    },
    lockReachesKnownBrowsers: {
      more: 'Chi si blocca resta fuori anche nel browser da cui entra di solito. Vale da subito.',
      less: 'Gli errori fatti altrove non fermano più chi entra dal browser di sempre. Vale da subito.',
    },
    maxSessionHours: {
      more: 'Si accede di nuovo più di rado. Vale dal prossimo accesso: le sessioni aperte finiscono quando previsto.',
      less: 'Si accede di nuovo più spesso, anche mentre si lavora. Vale dal prossimo accesso: le sessioni aperte finiscono quando previsto.',
    },
    idleMinutes: {
      more: 'La sessione di chi è inattivo si chiude più tardi. Vale dal prossimo accesso: le sessioni aperte non cambiano.',
      less: 'La sessione di chi è inattivo si chiude prima. Vale dal prossimo accesso: le sessioni aperte non cambiano.',
    },
    idleWarningMinutes: {
      more: "L'avviso arriva prima e lascia più tempo per restare. Chi ha una pagina aperta lo nota quando la ricarica.",
      less: "L'avviso arriva più tardi e lascia meno tempo per restare. Chi ha una pagina aperta lo nota quando la ricarica.",
      none: 'La sessione si chiude senza avviso. Chi ha una pagina aperta lo nota quando la ricarica.',
    },
    minLength: {
      more: 'La prossima password dovrà essere più lunga. Quelle di oggi restano valide finché non si cambiano.',
      less: 'La prossima password potrà essere più corta. Quelle di oggi restano valide.',
    },
    minCharacterClasses: {
      more: 'La prossima password dovrà mescolare più tipi di caratteri. Quelle di oggi restano valide finché non si cambiano.',
      less: 'La prossima password potrà mescolare meno tipi di caratteri. Quelle di oggi restano valide.',
    },
    differsFromUsername: {
      more: 'La prossima password non potrà essere il nome utente. Quelle di oggi restano valide finché non si cambiano.',
      less: 'La prossima password potrà essere il nome utente. Quelle di oggi restano valide.',
    },
    changeAtFirstAccess: {
      more: 'I nuovi utenti cambieranno la password provvisoria appena entrano. Gli altri non notano niente.',
      less: 'I nuovi utenti potranno tenere la password provvisoria. Gli altri non notano niente.',
    },
    inactivityMonths: {
      more: 'Chi non entra resta attivo più a lungo. Vale da questa notte: chi è già sospeso lo resta.',
      less: 'Chi non entra si sospende prima. Vale da questa notte, alle 02:30, anche per chi manca già da tanto.',
    },
  },
  en: {
    attempts: {
      more: 'The lock comes after more mistakes. It holds at once.',
      less: 'The lock comes after fewer mistakes. It holds at once, also for mistakes already counted.',
    },
    lockMinutes: {
      more: 'Whoever is locked stays out longer. Locks already in place do not change.',
      less: 'Whoever is locked stays out for less time. Locks already in place do not change.',
    },
    lockReachesKnownBrowsers: {
      more: 'Whoever is locked stays out in the usual browser too. It holds at once.',
      less: 'Mistakes made elsewhere no longer stop anybody in the usual browser. It holds at once.',
    },
    maxSessionHours: {
      more: 'People sign in again less often. It holds from the next sign-in: open sessions end when planned.',
      less: 'People sign in again more often, even while working. It holds from the next sign-in: open sessions end when planned.',
    },
    idleMinutes: {
      more: 'An idle session closes later. It holds from the next sign-in: open sessions do not change.',
      less: 'An idle session closes sooner. It holds from the next sign-in: open sessions do not change.',
    },
    idleWarningMinutes: {
      more: 'The warning comes earlier and leaves more time to stay. With a page already open it shows after a reload.',
      less: 'The warning comes later and leaves less time to stay. With a page already open it shows after a reload.',
      none: 'The session closes without a warning. With a page already open it shows after a reload.',
    },
    minLength: {
      more: 'The next password must be longer. Those of today stay valid until they are changed.',
      less: 'The next password may be shorter. Those of today stay valid.',
    },
    minCharacterClasses: {
      more: 'The next password must mix more kinds of character. Those of today stay valid until they are changed.',
      less: 'The next password may mix fewer kinds of character. Those of today stay valid.',
    },
    differsFromUsername: {
      more: 'The next password cannot be the user name. Those of today stay valid until they are changed.',
      less: 'The next password may be the user name. Those of today stay valid.',
    },
    changeAtFirstAccess: {
      more: 'New users will change the temporary password as soon as they sign in. The others notice nothing.',
      less: 'New users will be able to keep the temporary password. The others notice nothing.',
    },
    inactivityMonths: {
      more: 'Whoever does not sign in stays active longer. It holds from this night: who is already suspended stays so.',
      less: 'Whoever does not sign in is suspended sooner. It holds from this night at 02:30, also for who has long been away.',
    },
  },
};

/** What a rule of a standard is called, and what it asks; the minimum measures ask for their own value. */
type Standards = Readonly<Record<StandardRule, { readonly name: string; readonly asks?: string }>>;

const standards: Readonly<Record<Language, Standards>> = {
  it: {
    'asvs-6.2.1': { name: 'OWASP ASVS 5.0, 6.2.1', asks: 'almeno 8 caratteri' },
    'asvs-6.2.5': { name: 'OWASP ASVS 5.0, 6.2.5', asks: 'nessun tipo di carattere obbligatorio' },
    'asvs-6.4.1': { name: 'OWASP ASVS 5.0, 6.4.1', asks: 'la password iniziale non può restare quella definitiva' },
    'asvs-7.3.2': { name: 'OWASP ASVS 5.0, 7.3.2', asks: 'una durata massima della sessione' },
    'nist-2.1.3': { name: 'NIST SP 800-63B-4, 2.1.3', asks: 'una durata massima della sessione' },
    'nist-3.1.1.2-1': { name: 'NIST SP 800-63B-4, 3.1.1.2 punto 1', asks: "almeno 15 caratteri, se la password è l'unico fattore" },
    'nist-3.1.1.2-5': { name: 'NIST SP 800-63B-4, 3.1.1.2 punto 5', asks: 'nessun tipo di carattere obbligatorio' },
    'wcag-2.2.1': { name: 'WCAG 2.2, 2.2.1 (livello A)', asks: 'un avviso prima che il tempo finisca' },
    'misure-minime': { name: 'Misure minime della PA' },
  },
  en: {
    'asvs-6.2.1': { name: 'OWASP ASVS 5.0, 6.2.1', asks: 'at least 8 characters' },
    'asvs-6.2.5': { name: 'OWASP ASVS 5.0, 6.2.5', asks: 'no kind of character compulsory' },
    'asvs-6.4.1': { name: 'OWASP ASVS 5.0, 6.4.1', asks: 'the first password cannot stay for good' },
    'asvs-7.3.2': { name: 'OWASP ASVS 5.0, 7.3.2', asks: 'a longest duration of the session' },
    'nist-2.1.3': { name: 'NIST SP 800-63B-4, 2.1.3', asks: 'a longest duration of the session' },
    'nist-3.1.1.2-1': { name: 'NIST SP 800-63B-4, 3.1.1.2 item 1', asks: 'at least 15 characters where the password is the only factor' },
    'nist-3.1.1.2-5': { name: 'NIST SP 800-63B-4, 3.1.1.2 item 5', asks: 'no kind of character compulsory' },
    'wcag-2.2.1': { name: 'WCAG 2.2, 2.2.1 (level A)', asks: 'a warning before the time is over' },
    'misure-minime': { name: 'Minimum measures for public bodies' },
  },
};

/** The words of the access policy. */
export const messages = texts({
  it: {
    title: 'Criteri di accesso',
    profile: (name: string) => `Profilo: ${name}.`,
    profileChosen: (name: string, who: string, when: string) => `Profilo: ${name}, scelto da ${who} il ${when}.`,
    everybody: (count: number, people: string) =>
      it(count, {
        one: "Ogni regola vale per tutti gli utenti dell'ente: oggi può accedere 1 persona.",
        other: `Ogni regola vale per tutti gli utenti dell'ente: oggi possono accedere ${people} persone.`,
      }),
    newsTitle: (name: string) => `Il profilo «${name}» ha una versione più nuova`,
    newsText: 'I valori in vigore restano quelli scelti. La versione nuova cambia questi: per prenderli, modifica i criteri.',
    news: (rule: string, value: string) => `${rule}: ${value}`,
    edit: 'Modifica i criteri',
    rule: 'Regola',
    here: 'Qui',
    inForce: 'In vigore',
    origin: 'Da',
    notSet: '—',
    notSetAloud: 'non impostato',
    fromProfile: 'Profilo',
    fromOrganization: 'Ente',
    setBy: (who: string, when: string) => `${who}, ${when}`,
    why: (reason: string) => `Motivo: ${reason}`,
    follow: (value: string) => `Come il profilo: ${value}`,
    own: "Un valore dell'ente",
    range: (range: string) => `Valori ammessi: ${range}.`,
    rangeOrZero: (range: string) => `Valori ammessi: ${range}. Lo zero significa nessun limite.`,
    yes: 'Sì',
    no: 'No',
    value: (rule: string) => `${rule}, valore dell'ente`,
    review: 'Vedi che cosa cambia',
    nothingChanged: 'Non hai cambiato nessun valore. Cambiane almeno uno, oppure annulla.',
    refused: (range: string) => `Il valore non è tra quelli ammessi: ${range}.`,
    reviewTitle: 'Che cosa cambia',
    reviewFacts: (count: number) => it(count, { one: '1 regola cambia appena salvi.', other: `${count} regole cambiano appena salvi.` }),
    before: 'Prima',
    after: 'Dopo',
    whom: 'Chi se ne accorge',
    nobody: 'Nessuno',
    nobodyYet: 'Nessuno, per ora',
    people: (count: number, people: string) => it(count, { one: '1 persona', other: `${people} persone` }),
    effects: effects.it,
    sameByProfile: 'Il valore resta lo stesso: da ora segue il profilo.',
    sameByOrganization: "Il valore resta lo stesso: da ora lo decide l'ente.",
    breaks: 'Che cosa non rispetta',
    breaksNothing: 'Niente',
    breaksNow: 'Non rispetta:',
    standards: standards.it,
    measuresAsk: (value: string) => `il loro valore è «${value}»`,
    reason: 'Motivo del cambiamento',
    reasonHint: 'Resta scritto accanto alla regola.',
    reasonMissing: 'Scrivi il motivo del cambiamento.',
    save: 'Salva i criteri',
    back: 'Torna ai valori',
    saved: 'Criteri salvati',
    savedText: 'Valgono da subito per chi accede; le password già scelte restano valide.',
    savedByOther: 'Qualcun altro ha già salvato gli stessi valori: non resta niente da cambiare.',
    changedMeanwhile: 'Nel frattempo qualcun altro ha cambiato i criteri',
    changedText: 'I valori che hai scritto sono ancora qui, confrontati con quelli di adesso. Controlla e salva di nuovo.',
  },
  en: {
    title: 'Access policy',
    profile: (name: string) => `Profile: ${name}.`,
    profileChosen: (name: string, who: string, when: string) => `Profile: ${name}, chosen by ${who} on ${when}.`,
    everybody: (count: number, people: string) =>
      en(count, {
        one: 'Each rule holds for all users of the organization: today 1 person may sign in.',
        other: `Each rule holds for all users of the organization: today ${people} people may sign in.`,
      }),
    newsTitle: (name: string) => `The profile "${name}" has a newer version`,
    newsText: 'The values in force are still those that were chosen. The newer version changes these: to take them, edit the policy.',
    news: (rule: string, value: string) => `${rule}: ${value}`,
    edit: 'Edit the policy',
    rule: 'Rule',
    here: 'Here',
    inForce: 'In force',
    origin: 'From',
    notSet: '—',
    notSetAloud: 'not set',
    fromProfile: 'Profile',
    fromOrganization: 'Organization',
    setBy: (who: string, when: string) => `${who}, ${when}`,
    why: (reason: string) => `Reason: ${reason}`,
    follow: (value: string) => `As in the profile: ${value}`,
    own: 'A value of the organization',
    range: (range: string) => `Admitted values: ${range}.`,
    rangeOrZero: (range: string) => `Admitted values: ${range}. Zero means no limit.`,
    yes: 'Yes',
    no: 'No',
    value: (rule: string) => `${rule}, value of the organization`,
    review: 'See what changes',
    nothingChanged: 'You have not changed any value. Change at least one, or cancel.',
    refused: (range: string) => `The value is not among those admitted: ${range}.`,
    reviewTitle: 'What changes',
    reviewFacts: (count: number) =>
      en(count, { one: '1 rule changes as soon as you save.', other: `${count} rules change as soon as you save.` }),
    before: 'Before',
    after: 'After',
    whom: 'Who notices',
    nobody: 'Nobody',
    nobodyYet: 'Nobody yet',
    people: (count: number, people: string) => en(count, { one: '1 person', other: `${people} people` }),
    effects: effects.en,
    sameByProfile: 'The value stays the same: from now on it follows the profile.',
    sameByOrganization: 'The value stays the same: from now on the organization decides it.',
    breaks: 'What it breaks',
    breaksNothing: 'Nothing',
    breaksNow: 'Breaks:',
    standards: standards.en,
    measuresAsk: (value: string) => `their value is "${value}"`,
    reason: 'Reason for the change',
    reasonHint: 'It stays written beside the rule.',
    reasonMissing: 'Enter the reason for the change.',
    save: 'Save the policy',
    back: 'Back to the values',
    saved: 'Policy saved',
    savedText: 'It holds at once for whoever signs in; passwords already chosen stay valid.',
    savedByOther: 'Somebody else has already saved the same values: nothing is left to change.',
    changedMeanwhile: 'Somebody else changed the policy meanwhile',
    changedText: 'What you typed is still here, compared with the present values. Check and save again.',
  },
});
