import { plural, texts } from '../../core/texts.ts';

const it = plural('it');
const en = plural('en');

/** The words of one's own password. */
export const messages = texts({
  it: {
    profile: 'Il mio profilo',
    title: 'Cambia password',
    facts: 'Serve la password attuale. Le altre tue sessioni si chiudono.',
    current: 'Password attuale',
    next: 'Nuova password',
    confirmation: 'Scrivi di nuovo la password',
    save: 'Cambia password',
    left: (count: number) =>
      it(count, { one: 'Resta 1 tentativo, poi la sessione si chiude.', other: `Restano ${count} tentativi, poi la sessione si chiude.` }),
    changed: 'Password cambiata',
    changedNext: 'Dal prossimo accesso usa quella nuova. Le altre tue sessioni sono state chiuse.',
    back: 'Torna al profilo',
  },
  en: {
    profile: 'My profile',
    title: 'Change password',
    facts: 'You need the current password. Your other sessions close.',
    current: 'Current password',
    next: 'New password',
    confirmation: 'Type the password again',
    save: 'Change password',
    left: (count: number) =>
      en(count, { one: '1 attempt left, then the session closes.', other: `${count} attempts left, then the session closes.` }),
    changed: 'Password changed',
    changedNext: 'Use the new one from the next sign-in on. Your other sessions were closed.',
    back: 'Back to the profile',
  },
});
