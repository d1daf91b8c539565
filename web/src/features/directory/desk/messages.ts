import { plural, texts } from '../../../core/texts.ts';

const it = plural('it');
const en = plural('en');

/** The words of the desk. */
export const messages = texts({
  it: {
    title: 'Scrivania',
    hello: (name: string) => `Ciao ${name}.`,
    toDo: 'Da fare',
    nothing: 'Non hai nulla da fare.',
    locked: (count: number, number: string) => it(count, { one: '1 utente è bloccato ora', other: `${number} utenti sono bloccati ora` }),
    lockedWhy: (count: number) =>
      it(count, {
        one: 'Troppe password errate. Puoi sbloccarlo: la password resta la stessa.',
        other: 'Troppe password errate. Puoi sbloccarli: la password resta la stessa.',
      }),
    seeLocked: 'Vedi i bloccati',
    neverSignedIn: (count: number, number: string) =>
      it(count, { one: '1 utente non è mai entrato', other: `${number} utenti non sono mai entrati` }),
    byAnother: 'fatto da un amministratore',
    neverSignedInWhy: 'La password temporanea potrebbe non essere arrivata. Puoi reimpostarla.',
    seeNeverSignedIn: 'Vedi chi manca',
    oneAdministrator: "C'è un solo amministratore",
    oneAdministratorWhy: "Se perde l'accesso, nessuno può più aiutare gli altri. Aggiungine un secondo.",
    addAdministrator: 'Nuovo utente',
    figures: 'In cifre',
    users: (count: number) => it(count, { one: 'utente può accedere ora', other: 'utenti possono accedere ora' }),
    administrators: (count: number) => it(count, { one: 'amministratore', other: 'amministratori' }),
    refusedToday: (count: number) => it(count, { one: 'accesso rifiutato oggi', other: 'accessi rifiutati oggi' }),
    seeRefused: 'Vedi gli accessi rifiutati di oggi',
    accesses: 'I tuoi ultimi accessi',
    noAccesses: 'Ancora nessun accesso prima di questo.',
    notYou: "Non sei stato tu? Cambia la password e avvisa l'assistenza.",
    changePassword: 'Cambia password',
    allAccesses: 'Tutti i tuoi accessi',
  },
  en: {
    title: 'Desk',
    hello: (name: string) => `Hello ${name}.`,
    toDo: 'To do',
    nothing: 'You have nothing to do.',
    locked: (count: number, number: string) => en(count, { one: '1 user is locked now', other: `${number} users are locked now` }),
    lockedWhy: (_: number) => 'Too many wrong passwords. You can unlock them: the password stays the same.',
    seeLocked: 'See who is locked',
    neverSignedIn: (count: number, number: string) =>
      en(count, { one: '1 user has never signed in', other: `${number} users have never signed in` }),
    byAnother: 'done by an administrator',
    neverSignedInWhy: 'The temporary password may not have arrived. You can reset it.',
    seeNeverSignedIn: 'See who is missing',
    oneAdministrator: 'There is only one administrator',
    oneAdministratorWhy: 'If they lose access, nobody can help the others any more. Add a second one.',
    addAdministrator: 'New user',
    figures: 'In figures',
    users: (count: number) => en(count, { one: 'user can sign in now', other: 'users can sign in now' }),
    administrators: (count: number) => en(count, { one: 'administrator', other: 'administrators' }),
    refusedToday: (count: number) => en(count, { one: 'sign-in refused today', other: 'sign-ins refused today' }),
    seeRefused: 'See the sign-ins refused today',
    accesses: 'Your last sign-ins',
    noAccesses: 'No sign-ins before this one yet.',
    notYou: 'Not you? Change the password and tell the help desk.',
    changePassword: 'Change password',
    allAccesses: 'All your sign-ins',
  },
});
