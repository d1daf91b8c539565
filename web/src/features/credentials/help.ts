import type { Help } from '../../core/help.ts';

/** The help of one's own password. */
export const help: Help = {
  it: {
    title: 'Cambia password',
    intro: 'Qui scegli una nuova password per il tuo utente.',
    parts: [
      {
        title: 'Come si fa',
        steps: [
          'Scrivi la password attuale.',
          'Scrivi quella nuova: le regole accanto cambiano segno quando sono rispettate.',
          'Riscrivila per conferma e premi «Cambia password».',
        ],
      },
      {
        title: 'Che cosa succede dopo',
        text: [
          'Resti dentro in questa sessione; le altre tue sessioni si chiudono. Maiuscole e minuscole contano. Vanno bene anche spazi e frasi intere.',
        ],
      },
      {
        title: 'Se sbagli la password attuale',
        text: ['Dopo troppi errori la sessione si chiude, ma il tuo utente non viene bloccato: puoi accedere di nuovo.'],
      },
    ],
  },
  en: {
    title: 'Change password',
    intro: 'Here you choose a new password for your user.',
    parts: [
      {
        title: 'How to do it',
        steps: [
          'Type the current password.',
          'Type the new one: the rules beside it change their mark when they are met.',
          'Type it again to confirm and press "Change password".',
        ],
      },
      {
        title: 'What happens next',
        text: [
          'You stay signed in here; your other sessions close. Capital and small letters are different. Blanks and whole sentences are fine.',
        ],
      },
      {
        title: 'If the current password is wrong',
        text: ['After too many mistakes the session closes, but your user is not locked: you can sign in again.'],
      },
    ],
  },
};
