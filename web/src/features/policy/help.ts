import type { Help } from '../../core/help.ts';

/** The help of the access policy. */
export const help: Help = {
  it: {
    title: 'Criteri di accesso',
    intro: "Le regole dell'accesso, della sessione e della password che valgono per tutti gli utenti dell'ente.",
    parts: [
      {
        title: 'Leggere la tabella',
        text: [
          "«Qui» è il valore scelto dall'ente, se c'è. «In vigore» è quello che vale. «Da» dice se viene dal profilo o dall'ente, chi l'ha cambiato, quando e perché.",
          'Sotto un valore trovi le norme che non rispetta, come erano quando è stato scelto: OWASP ASVS 5.0, NIST SP 800-63B-4, WCAG 2.2 e le misure minime della PA. Il valore vale lo stesso: sta a te decidere se va bene.',
        ],
      },
      {
        title: 'Cambiare una regola',
        steps: [
          'Premi «Modifica i criteri» e scegli un valore: accanto al campo ci sono quelli ammessi dal profilo.',
          'Premi «Vedi che cosa cambia»: per ogni regola ci sono il valore di prima e di dopo, quante persone se ne accorgono e quando, e le norme che il valore nuovo non rispetta.',
          'Scrivi il motivo e premi «Salva i criteri». Il cambiamento resta scritto accanto alla regola, con chi, quando e perché, e nel registro.',
        ],
      },
      {
        title: 'Quando si nota un cambiamento',
        text: [
          "Tentativi e blocco cambiano da subito; chi è già bloccato lo resta quanto previsto. La durata della sessione e la chiusura per inattività valgono dal prossimo accesso di ognuno. L'avviso prima della chiusura cambia quando si ricarica la pagina.",
          'Le regole della password valgono quando se ne sceglie una nuova: le password di oggi restano valide. Il cambio al primo accesso riguarda i nuovi utenti. La sospensione di chi non entra si fa ogni notte alle 02:30.',
          'Le persone contate sono quelle che oggi possono accedere: non chi è inattivo, disabilitato o fuori dalle date di validità.',
        ],
      },
      {
        title: 'Il profilo e le sue versioni',
        text: [
          "L'ente tiene i valori della versione del profilo che ha scelto. Quando un aggiornamento di Varco cambia il profilo, questa pagina elenca i valori nuovi; non cambia niente finché non modifichi tu i criteri.",
        ],
      },
      {
        title: "L'avviso prima della chiusura",
        text: [
          "Con zero minuti la sessione si chiude senza avviso: chi usa uno screen reader o ha bisogno di più tempo perde quello che stava facendo. Le WCAG 2.2 (criterio 2.2.1) chiedono l'avviso.",
        ],
      },
    ],
  },
  en: {
    title: 'Access policy',
    intro: 'The rules of sign-in, session and password that hold for all users of the organization.',
    parts: [
      {
        title: 'Reading the table',
        text: [
          '"Here" is the value chosen by the organization, if any. "In force" is the one that holds. "From" says whether it comes from the profile or the organization, who changed it, when and why.',
          'Under a value stand the standards it breaks, as they were when it was chosen: OWASP ASVS 5.0, NIST SP 800-63B-4, WCAG 2.2 and the minimum measures for Italian public bodies. The value holds all the same: whether it will do is for you to decide.',
        ],
      },
      {
        title: 'Changing a rule',
        steps: [
          'Press "Edit the policy" and choose a value: those the profile admits stand beside the field.',
          'Press "See what changes": for each rule there are the value before and after, how many people notice and when, and the standards that the new value breaks.',
          'Enter the reason and press "Save the policy". The change stays written beside the rule, with who, when and why, and in the log.',
        ],
      },
      {
        title: 'When a change is noticed',
        text: [
          'Attempts and lock change at once; whoever is already locked stays so for the time planned. The longest session and the end for inactivity hold from the next sign-in of each person. The warning before the end changes when the page is reloaded.',
          'The rules of the password hold when a new one is chosen: the passwords of today stay valid. The change at the first sign-in concerns new users. Whoever does not sign in is suspended each night at 02:30.',
          'The people counted are those who may sign in today: not who is inactive, disabled or outside the validity dates.',
        ],
      },
      {
        title: 'The profile and its versions',
        text: [
          'The organization keeps the values of the version of the profile it chose. When an update of Varco changes the profile, this page lists the new values; nothing changes until you edit the policy.',
        ],
      },
      {
        title: 'The warning before closing',
        text: [
          'With zero minutes the session closes without a warning: people who use a screen reader or need more time lose what they were doing. WCAG 2.2 (criterion 2.2.1) asks for the warning.',
        ],
      },
    ],
  },
};
