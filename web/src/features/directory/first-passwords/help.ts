import type { Help } from '../../../core/help.ts';

/** The help of the list of preparations. */
export const help: Help = {
  it: {
    title: 'Prime password',
    intro: 'Come dare la prima password a molte persone insieme e consegnarla senza che resti scritta da nessuna parte.',
    parts: [
      {
        title: 'Come si fa',
        steps: [
          'Scegli per chi: tutti quelli che non sono mai entrati, le persone che selezioni nella lista degli utenti, oppure gli utenti creati da un’importazione: dalla sua ultima pagina.',
          'Leggi quante persone ricevono la password e chi resta fuori, scegli la lingua delle lettere e conferma.',
          'Aspetta che la preparazione finisca: va avanti da sola, anche se lasci la pagina.',
          'Scarica ogni parte come lettere, come elenco da firmare o come tabella, e consegna.',
        ],
      },
      {
        title: 'Che cosa vale dopo',
        text: [
          'Ogni parte si scarica una volta sola ed entro 24 ore. Poi le password si cancellano: se un file va perso, preparane di nuove per chi non è mai entrato.',
          'Una preparazione nuova annulla le password di quella prima. Al primo ingresso ciascuno sceglie una password sua.',
          'Ogni password preparata e ogni scaricamento sono nel registro degli accessi.',
        ],
      },
    ],
  },
  en: {
    title: 'First passwords',
    intro: 'How to give many people their first password at once, and hand it over without leaving it written anywhere.',
    parts: [
      {
        title: 'What to do',
        steps: [
          'Choose for whom: everybody who never signed in, the people you select in the list of users, or the users an import created: from its last page.',
          'Read how many people get a password and who is left out, choose the language of the letters and confirm.',
          'Wait for the preparation to finish: it goes on by itself, even if you leave the page.',
          'Download each part as letters, as a list to be signed or as a table, and hand it over.',
        ],
      },
      {
        title: 'What holds afterwards',
        text: [
          'Each part is downloaded once and within 24 hours. Then the passwords are erased: if a file is lost, prepare new ones for those who never signed in.',
          'A new preparation voids the passwords of the one before. At the first sign-in everybody chooses a password of their own.',
          'Every password prepared and every download are in the access log.',
        ],
      },
    ],
  },
};
