import type { Help } from '../../../core/help.ts';

/** The help of the roles and placements of a user. */
export const help: Help = {
  it: {
    title: 'Ruoli e collocazioni di un utente',
    intro: 'Dove lavora una persona, quali ruoli ha, da quando e fino a quando.',
    parts: [
      {
        title: 'Dare un ruolo',
        steps: [
          'Se la persona è collocata, aggiungi prima la collocazione nella sua unità.',
          'Premi «Assegna ruolo» e scegli l’unità: l’elenco mostra i ruoli del suo servizio e quelli di tutto l’ente. Se cambi unità, il ruolo si sceglie di nuovo.',
          'Guarda che cosa cambia, controlla le date e premi «Assegna ruolo». Vale da subito, anche se la persona è già entrata.',
        ],
      },
      {
        title: 'Righe che non danno nulla',
        text: [
          'Accanto a ogni ruolo c’è scritto se vale oggi. Se non dà nulla dice perché: il ruolo o l’unità non sono attivi, manca la collocazione in quei giorni, oppure il ruolo non è adatto a chi è, o non è, collocato.',
        ],
      },
      {
        title: 'Terminare o rimuovere',
        text: [
          '«Termina» chiude la riga: oggi è l’ultimo giorno, oppure subito. La riga resta tra quelle finite. Una collocazione che finisce porta con sé i ruoli di quella unità. Chi poi torna nella stessa unità non li ritrova: vanno dati di nuovo. Nessuno cambia le proprie collocazioni o si dà ruoli, se non è amministratore, e collocando qualcuno non gli si ridà più di quello che si ha.',
          '«Rimuovi» toglie la riga come se non ci fosse mai stata: serve per gli errori. Il registro ricorda chi l’ha tolta.',
        ],
      },
      {
        title: 'Utente collocato',
        text: [
          'Chi è collocato ha ruoli solo nelle sue unità. Chi non lo è (un revisore esterno, un amministratore di sistema) può averne in qualsiasi unità, ma solo ruoli «Per non collocati».',
          'Non si cambia finché ci sono righe che non varrebbero più: sono elencate accanto alla scelta.',
        ],
      },
      {
        title: 'Amministrazione',
        text: [
          'Un amministratore può fare tutto, qualunque ruolo abbia. Solo un amministratore ne nomina un altro o cambia i suoi ruoli; l’ultimo che può accedere resta.',
          'Nessuno può dare più di quello che ha: i ruoli che danno di più non sono in elenco.',
        ],
      },
    ],
  },
  en: {
    title: 'Roles and placements of a user',
    intro: 'Where a person works, which roles they have, from when to when.',
    parts: [
      {
        title: 'Giving a role',
        steps: [
          'If the person is placed, add the placement in their unit first.',
          'Press "Give role" and choose the unit: the list shows the roles of its department and those of the whole organization. If you change the unit, the role is chosen anew.',
          'Look at what changes, check the dates and press "Give role". It holds at once, even if the person is already signed in.',
        ],
      },
      {
        title: 'Rows that give nothing',
        text: [
          'Beside each role it is written whether it is in force today. If it gives nothing it says why: role or unit are switched off, there is no placement on those days, or the role is not for who is, or is not, placed.',
        ],
      },
      {
        title: 'Ending or removing',
        text: [
          '"End" closes the row: today is the last day, or at once. The row stays among those that ended. A placement that ends takes the roles of that unit with it. Who comes back to the same unit does not find them again: they are given anew. Only an administrator changes their own placements or gives themselves roles, and placing somebody gives back no more than one has.',
          '"Remove" takes the row away as if it had never been: it serves for mistakes. The log remembers who took it away.',
        ],
      },
      {
        title: 'Placed user',
        text: [
          'Who is placed has roles only in their units. Who is not (an external auditor, a system administrator) can have them in any unit, but only roles made for that.',
          'It does not change while there are rows that would no longer hold: they are listed beside the choice.',
        ],
      },
      {
        title: 'Administration',
        text: [
          'An administrator can do everything, whatever roles they have. Only an administrator makes another one or changes their roles; the last who can sign in stays.',
          'Nobody can give more than they have: roles that give more are not in the list.',
        ],
      },
    ],
  },
};
