import { texts } from '../../core/texts.ts';

/** The words of one's own password. */
export const messages = texts({
  it: {
    profile: 'Il mio profilo',
    title: 'Cambia password',
    facts: 'Serve la password di ora. Le altre tue sessioni si chiudono.',
    current: 'Password di ora',
    next: 'Nuova password',
    confirmation: 'Conferma password',
    save: 'Cambia password',
    currentMissing: 'Scrivi la password di ora.',
    changed: 'Password cambiata',
    changedNext: 'Dal prossimo accesso usa quella nuova. Le altre tue sessioni sono state chiuse.',
    back: 'Torna al profilo',
  },
  en: {
    profile: 'My profile',
    title: 'Change password',
    facts: 'You need the present password. Your other sessions close.',
    current: 'Present password',
    next: 'New password',
    confirmation: 'Confirm password',
    save: 'Change password',
    currentMissing: 'Type the present password.',
    changed: 'Password changed',
    changedNext: 'Use the new one from the next sign-in on. Your other sessions were closed.',
    back: 'Back to the profile',
  },
});
