import type { Help } from '../../../core/help.ts';

/** The help of the profile of one's organization. */
export const help: Help = {
  it: {
    title: "Profilo dell'ente",
    intro: "I dati dell'ente per cui lavori: come si chiama e come lo si raggiunge.",
    parts: [
      {
        title: 'Chi li cambia',
        text: [
          "Chi amministra l'ente cambia tutti i dati tranne l'ID di accesso, che cambia solo chi amministra l'installazione.",
          "L'ID di accesso è la prima parte dei nuovi nomi utente. Cambiarlo non rinomina nessuno.",
        ],
      },
      {
        title: 'Il fuso orario',
        text: [
          "Se l'ente lavora in un altro fuso orario, scrivine il nome. Da allora chi lavora per l'ente vede le ore in quel fuso: pagine, ricerche e figure del registro degli accessi, file esportati dal registro.",
          "Restano con il fuso dell'installazione: i giorni di validità (utenti, ruoli, collocazioni, gruppi, deleghe, autorizzazioni), le scadenze delle password, le attività automatiche, gli archivi del registro, la data degli elenchi stampati e la riga di comando.",
        ],
      },
      {
        title: "L'aspetto della pagina di accesso",
        text: [
          'Logo e colore della fascia si vedono prima di entrare. Ogni ente sceglie i suoi: si vedono al suo indirizzo di accesso, se lo ha. La pagina di accesso di tutti porta nome, logo e colore del primo ente.',
          'Il colore deve lasciar leggere il testo bianco (contrasto di almeno 4,5 a 1). Del file resta solo il disegno: autore, luogo e commenti vengono tolti. I file SVG non sono accettati.',
        ],
      },
      {
        title: "L'indirizzo di accesso proprio",
        text: [
          "Se c'è, copialo e dallo a chi lavora per il tuo ente: la pagina ne porta nome, logo e colore, e chi vi entra lavora da subito per l'ente.",
          'Chi non è abilitato nel tuo ente riceve la stessa risposta di una password sbagliata; il registro dice perché.',
          "Lo attiva chi amministra l'installazione, perché un indirizzo che risponde dice a chiunque che l'ente c'è. Senza, si entra dalla pagina di tutti.",
        ],
      },
      {
        title: 'Un solo ruolo per utente',
        text: [
          'Di solito un utente può avere più ruoli. Con «Un solo ruolo per utente» ne ha uno solo per giorno: un secondo ruolo viene rifiutato, da qualunque parte arrivi.',
          'Contano i ruoli suoi e quelli che ha dai gruppi, anche se spenti. Lo stesso ruolo in due unità è un ruolo solo. Ruoli in giorni diversi vanno bene. Chi lavora per delega usa il ruolo del delegante al posto del suo, quindi la delega non conta.',
          'Se qualcuno ha già più ruoli, la scelta viene rifiutata e la pagina dice chi sono.',
        ],
      },
    ],
  },
  en: {
    title: 'Profile of the organization',
    intro: 'The details of the organization for which you work: what it is called and how to reach it.',
    parts: [
      {
        title: 'Who changes them',
        text: [
          'Who administers the organization changes everything but the access ID, which only an administrator of the installation changes.',
          'The access ID is the first part of new user names. Changing it renames nobody.',
        ],
      },
      {
        title: 'The time zone',
        text: [
          'If the organization works in another time zone, enter its name. From then on who works for it sees hours in that zone: pages, searches and figures of the access log, files exported from the log.',
          'What stays with the zone of the installation: days of validity (users, roles, placements, groups, delegations, authorizations), password expiry, scheduled jobs, archives of the log, the date of printed lists and the command line.',
        ],
      },
      {
        title: 'The look of the sign-in page',
        text: [
          'Logo and colour of the band are seen before signing in. Each organization chooses its own: they are seen at its own sign-in address, if it has one. The sign-in page for everybody bears the name, logo and colour of the first organization.',
          'White text must be readable upon the colour (a contrast of at least 4.5 to 1). Of the file only the drawing stays: author, place and comments are taken out. SVG files are not accepted.',
        ],
      },
      {
        title: 'The own sign-in address',
        text: [
          'If there is one, copy it and give it to who works for your organization: the page bears its name, logo and colour, and who signs in there works for it at once.',
          'Who is not enabled in your organization gets the answer of a wrong password; the log says why.',
          'An administrator of the installation turns it on, because an address that answers tells anybody that the organization is here. Without it people sign in at the page for everybody.',
        ],
      },
      {
        title: 'One role for each user',
        text: [
          'Usually a user may have several roles. With "One role for each user" they have one only on each day: a second role is refused, whichever way it comes.',
          'Their own roles count and those had from groups, switched off or not. The same role in two units is one role. Roles on different days are fine. Who works as a delegate uses the role of the delegator in place of their own, so a delegation does not count.',
          'If somebody has several roles already, the choice is refused and the page says who they are.',
        ],
      },
    ],
  },
};
