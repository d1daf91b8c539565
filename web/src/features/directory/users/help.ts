import type { Help } from '../../../core/help.ts';

/** The help of the list of users. */
export const help: Help = {
  it: {
    title: 'Utenti',
    intro: "L'elenco di chi ha un utente in questo ente e di chi può accedere ora.",
    parts: [
      {
        title: 'Cercare',
        text: [
          "Scrivi l'inizio di una parola del nome, del cognome o del nome utente. Maiuscole e accenti non contano.",
          "All'apertura l'elenco mostra solo chi può accedere. Con «Stato» vedi gli altri: bloccati, disabilitati, inattivi, sospesi per inattività, di servizio, fuori validità, mai entrati, tutti.",
          "Con «Altri filtri» tieni solo chi oggi è collocato in un servizio o in un'unità, chi oggi ha un ruolo, chi è collocato oppure no, chi ha una licenza, i tipi di persona, e chi è entrato l'ultima volta in certi giorni. Valgono tutti insieme: ognuno si toglie con la sua etichetta sopra l'elenco.",
          "La ricerca resta nell'indirizzo della pagina: puoi tenerlo tra i preferiti o mandarlo a un collega.",
        ],
      },
      {
        title: 'Gli stati di un utente',
        text: [
          "Attivo: può accedere. Bloccato: troppe password errate; finisce da solo o lo sblocchi tu. Disabilitato: fermato per un po' da un amministratore. Inattivo: non lavora più qui, o non ancora. Sospeso per inattività: non entra da mesi; se serve ancora, riattivalo. Fuori validità: oggi è fuori dalle date indicate.",
        ],
      },
      {
        title: 'Selezionare più persone',
        text: [
          'Metti la spunta accanto ai nomi, oppure «Seleziona tutti i risultati» per prendere tutto quello che la ricerca trova, anche nelle altre pagine.',
          'Con «Prepara prime password» dai una password temporanea a chi non è mai entrato e ne ricavi lettere o un elenco.',
        ],
      },
      {
        title: 'Aggiungere una persona',
        text: [
          '«Nuovo utente» apre il modulo; «Importa» legge un elenco del personale. Gli utenti non si cancellano: si disattivano, così il registro resta leggibile.',
          "«Esporta» scarica in CSV l'elenco come lo vedi, con filtri e ordine, tutte le pagine. Chi esporta resta nel registro.",
        ],
      },
    ],
  },
  en: {
    title: 'Users',
    intro: 'The list of who has a user in this organization and who can sign in now.',
    parts: [
      {
        title: 'Searching',
        text: [
          'Type the beginning of a word of the given name, the family name or the user name. Capitals and accents make no difference.',
          'The list opens on those who can sign in. "State" shows the others: locked, disabled, inactive, suspended for inactivity, of services, out of validity, never signed in, everybody.',
          '"More filters" keeps only people who today are placed in a department or a unit, who have a role today, who are placed or not, who have a licence, the kinds of person, and whose last sign-in was within certain days. They count all together: each is taken away with its label above the list.',
          'The search stays in the address of the page: you can bookmark it or send it to a colleague.',
        ],
      },
      {
        title: 'The states of a user',
        text: [
          'Active: can sign in. Locked: too many wrong passwords; it ends by itself or you unlock it. Disabled: stopped for a while by an administrator. Inactive: no longer works here, or not yet. Suspended for inactivity: has not signed in for months; reactivate them if still needed. Out of validity: today is outside the dates given.',
        ],
      },
      {
        title: 'Selecting several people',
        text: [
          'Tick the boxes beside the names, or "Select all results" to take everything the search finds, on the other pages too.',
          '"Prepare first passwords" gives a temporary password to those who never signed in, and letters or a list come out of it.',
        ],
      },
      {
        title: 'Adding a person',
        text: [
          '"New user" opens the form; "Import" reads a staff list. Users are never deleted: they are deactivated, so that the log stays readable.',
          '"Export" downloads the list as you see it as CSV, with its filters and order, all pages. Who exports stands in the log.',
        ],
      },
    ],
  },
};
