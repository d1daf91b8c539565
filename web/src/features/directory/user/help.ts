import type { Help } from '../../../core/help.ts';

/** The help of the page of one user. */
export const help: Help = {
  it: {
    title: 'Scheda di un utente',
    intro: 'Tutto quello che si sa di un utente, e le azioni che servono nel suo stato.',
    parts: [
      {
        title: 'Sbloccare',
        text: [
          'Troppe password errate bloccano il nome utente. «Sblocca» toglie il blocco e azzera il conteggio; la password resta la stessa. Guarda prima i tentativi: potrebbe essere qualcun altro a provare.',
        ],
      },
      {
        title: 'Reimpostare la password',
        text: [
          'La password attuale smette di valere, il blocco finisce, le sessioni si chiudono. Ne vedi una temporanea, una volta sola: al primo accesso la persona ne sceglie una nuova.',
        ],
      },
      {
        title: 'Disattivare o disabilitare',
        text: [
          "Disattiva chi non lavora più qui. Disabilita chi deve fermarsi per un po'. In tutti e due i casi non può più accedere e le sue sessioni si chiudono subito; dati e registro restano e puoi tornare indietro.",
          'Chi è fermo si rimette in moto con il pulsante in cima alla sua scheda: «Attiva», «Riattiva», «Riabilita» o, se le date lo tengono fuori, «Cambia le date».',
          "L'ultimo amministratore che può accedere non si può fermare.",
        ],
      },
      {
        title: 'Sospeso per inattività',
        text: [
          "Chi non entra per i mesi indicati nei criteri viene sospeso di notte: si contano dall'ultimo accesso o, per chi non è mai entrato, dalla creazione. «Riattiva» lo fa rientrare: il conto riparte e al primo accesso sceglie una nuova password.",
          'Gli utenti di servizio ne sono esclusi da quando lo sono; altri si escludono da «Altre azioni».',
        ],
      },
      {
        title: 'Modificare',
        text: [
          '«Modifica» apre una scheda alla volta. Se nel frattempo un altro amministratore ha cambiato lo stesso dato, vedi i due valori e scegli quale tenere: non si perde nulla.',
        ],
      },
      {
        title: 'La licenza',
        text: [
          'Dice quali programmi la persona può usare al massimo, anche quando ruoli e gruppi darebbero di più: Base solo quelli di base, Collaboration anche quelli per lavorare insieme, Professional tutti. Servizio è per le procedure che lavorano da sole.',
          'Si cambia con «Modifica» nella scheda «Accesso» e vale da subito, anche per chi è già dentro. Nessuno dà una licenza più ampia della propria, se non amministra.',
        ],
      },
      {
        title: 'Utenti di servizio',
        text: [
          'Con la licenza Servizio l’utente è di una procedura che lavora da sola: non serve una persona, non occupa posti, non viene sospeso per inattività e non apre sessioni. Se deve accedere come una persona, «Altre azioni», «Lascia che acceda».',
          'Se nulla gli dà autorizzazioni la scheda lo dice: dagli un ruolo o mettilo in un gruppo di sicurezza.',
          'Per dargli un’altra licenza serve una persona: scrivi cognome e nome nella scheda «Persona», poi cambia la licenza.',
        ],
      },
      {
        title: 'Cancellare una persona',
        text: [
          'Serve quando qualcuno chiede la cancellazione dei propri dati. Prima disattiva il suo utente; poi, in fondo alla scheda, «Cancella la persona»: riscrivi il nome utente e, se vuoi, il motivo, mai con il suo nome.',
          'Nomi, dati e password spariscono da elenchi, tabelle, registro e file del database; restano un numero e le righe del registro, che si verificano come prima. Non si torna indietro. Chi è stato cancellato si trova negli elenchi con lo stato «Cancellati».',
          'Le copie di sicurezza fatte prima contengono ancora i dati: la scheda le elenca. Se ne ripristini una, ripeti la cancellazione.',
        ],
      },
      {
        title: 'Vai a',
        text: [
          '«Vai a» porta alle altre pagine su questa persona, già filtrate su di lei: i suoi accessi, gli ingressi e le uscite, le modifiche, i ruoli, perché può. Vedi solo quelle che puoi aprire.',
        ],
      },
    ],
  },
  en: {
    title: 'Page of a user',
    intro: 'Everything known of a user, and the acts their state needs.',
    parts: [
      {
        title: 'Unlocking',
        text: [
          'Too many wrong passwords lock the user name. "Unlock" lifts the lock and begins the count anew; the password stays the same. Look at the attempts first: it may be somebody else trying.',
        ],
      },
      {
        title: 'Resetting the password',
        text: [
          'The current password stops working, the lock ends, the sessions close. You see a temporary one, once: the person chooses a new one at the first sign-in.',
        ],
      },
      {
        title: 'Deactivating or disabling',
        text: [
          'Deactivate people who no longer work here. Disable people who must pause for a while. In both cases they can no longer sign in and their sessions close at once; details and log stay and you can go back.',
          'Whoever is stopped is started again by the button at the top of the page: "Activate", "Reactivate", "Enable" or, when the dates keep them out, "Change the dates".',
          'The last administrator who can sign in cannot be stopped.',
        ],
      },
      {
        title: 'Suspended for inactivity',
        text: [
          'Whoever does not sign in for the months of the policy is suspended at night: they are counted from the last sign-in or, for who never signed in, from the creation. "Reactivate" lets them in again: the count begins anew and a new password is chosen at the first sign-in.',
          'Users of services are exempt from when they are so; others are exempted from "More actions".',
        ],
      },
      {
        title: 'Editing',
        text: [
          '"Edit" opens one card at a time. If another administrator changed the same detail meanwhile, you see both values and choose which to keep: nothing is lost.',
        ],
      },
      {
        title: 'The licence',
        text: [
          'It says which programs a person may use at most, even where roles and groups would give more: Base only the basic ones, Collaboration also those for working together, Professional all. Service is for procedures that work by themselves.',
          'It is changed with "Edit" on the card "Access" and holds at once, also for who is inside already. Nobody gives a wider licence than their own unless they administer.',
        ],
      },
      {
        title: 'Users of services',
        text: [
          'With the licence Service a user is of a procedure that works by itself: no person is needed, no seat is taken, it is not suspended for inactivity and opens no session. If it must sign in as a person does: "More actions", "Let it sign in".',
          'When nothing gives it any rights its page says so: give it a role or put it into a group of security.',
          'Another licence needs a person: enter a family and a given name on the card "Person", then change the licence.',
        ],
      },
      {
        title: 'Erasing a person',
        text: [
          'For when somebody asks that their data be erased. Deactivate their user first; then, at the end of the page, "Erase the person": type the user name again and, if you like, the reason, never with their name.',
          'Names, details and password disappear from lists, tables, the log and the files of the database; a number and the lines of the log stay, and are verified as before. There is no way back. Who was erased is found in the list with the state "Erased".',
          'Backups made before still hold the data: the page lists them. After restoring one of them, erase again.',
        ],
      },
      {
        title: 'Go to',
        text: [
          '"Go to" leads to the other pages about this person, already filtered on them: their accesses, sign-ins and sign-outs, changes, roles, why they can. You see only those you may open.',
        ],
      },
    ],
  },
};
