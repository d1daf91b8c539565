import type { SeatMode } from '@varco/shared/seats/api';
import { plural, texts } from '../../core/texts.ts';

const it = plural('it');
const en = plural('en');

type Modes = Readonly<Record<SeatMode, string>>;

/** The words of the seats. */
export const messages = texts({
  it: {
    title: 'Licenze',
    facts: 'Quanti posti sono stati acquistati per ogni licenza e quanti sono occupati, in questo ente.',
    now: 'Posti per licenza',
    licence: 'Licenza',
    bought: 'Acquistati',
    mode: 'Come si contano',
    modes: { concurrent: 'Concorrenti: sessioni aperte insieme', nominal: 'Nominali: utenti che l’hanno' } satisfies Modes as Modes,
    modeShort: { concurrent: 'concorrenti', nominal: 'nominali' } satisfies Modes as Modes,
    modeHints: {
      concurrent: 'Contano le sessioni aperte nello stesso momento: la licenza si può dare a più persone.',
      nominal: 'Conta chi ha la licenza, dentro o fuori: oltre i posti acquistati non si può dare.',
    } satisfies Modes as Modes,
    holders: 'Utenti che l’hanno',
    sessions: 'Sessioni aperte ora',
    unlimited: 'senza limite',
    full: 'Pieno',
    services: 'Utenti di servizio',
    servicesText: (holders: number, number: string, sessions: string) =>
      `${it(holders, { one: '1 utente', other: `${number} utenti` })}, sessioni aperte ora: ${sessions}. Non occupano posti e non sono contati.`,
    countedText: 'Tra gli utenti conta chi è attivo e non è scaduto, anche se viene da un altro ente o comincia più avanti.',
    notYet: 'Con i posti concorrenti nessuno viene ancora respinto all’accesso quando sono tutti occupati: qui vedi quando succede.',
    chart: 'Posti occupati e liberi',
    taken: 'Occupati',
    free: 'Liberi',
    findingOver: (names: string) => `Più occupati di quelli acquistati: ${names}.`,
    findingFull: (names: string) => `Tutti occupati: ${names}.`,
    findingFree: 'Per ogni licenza con un limite c’è ancora posto.',
    findingNone: 'Nessuna licenza ha un limite.',
    over: (name: string) => `${name}: più occupati di quelli acquistati`,
    overText: {
      concurrent: (taken: string, bought: string) =>
        `Le sessioni aperte ora sono ${taken}, i posti acquistati ${bought}. Chi è dentro resta dentro.`,
      nominal: (taken: string, bought: string) =>
        `Gli utenti che l’hanno sono ${taken}, i posti acquistati ${bought}. Restano a chi li ha; a nessun altro si può dare finché non scendono.`,
    },
    act: 'Azione',
    edit: 'Modifica',
    editName: (name: string) => `Modifica i posti della licenza ${name}`,
    formTitle: (name: string) => `Posti della licenza ${name}`,
    limit: 'Limite',
    limited: 'Un numero di posti',
    none: 'Senza limite',
    boughtLabel: 'Posti acquistati',
    boughtHint: 'Un numero intero, da 0 a 1.000.000. Se è meno di quelli occupati nessuno perde il suo: resta un avviso.',
    saved: 'Posti salvati',
    savedText: (name: string) => `Licenza ${name}: vale da subito.`,
    meanwhile: 'Nel frattempo qualcun altro ha cambiato questi posti. Ecco i valori di adesso: correggi e salva di nuovo.',
    whole: 'Scrivi un numero intero da 0 a 1.000.000.',
  },
  en: {
    title: 'Seats',
    facts: 'How many seats were bought of each licence and how many are taken, in this organization.',
    now: 'Seats by licence',
    licence: 'Licence',
    bought: 'Bought',
    mode: 'How they are counted',
    modes: { concurrent: 'Concurrent: sessions open at once', nominal: 'Nominal: users who have it' },
    modeShort: { concurrent: 'concurrent', nominal: 'nominal' },
    modeHints: {
      concurrent: 'Sessions open at the same time are counted: the licence may be given to more people.',
      nominal: 'Whoever has the licence is counted, inside or not: beyond the seats bought it cannot be given.',
    },
    holders: 'Users who have it',
    sessions: 'Sessions open now',
    unlimited: 'no limit',
    full: 'Full',
    services: 'Users of services',
    servicesText: (holders: number, number: string, sessions: string) =>
      `${en(holders, { one: '1 user', other: `${number} users` })}, sessions open now: ${sessions}. They take no seat and are not counted.`,
    countedText: 'Among users whoever is active and not over is counted, also from another organization or beginning later.',
    notYet: 'With concurrent seats nobody is turned away at sign-in yet when all are taken: here you see when it happens.',
    chart: 'Seats taken and free',
    taken: 'Taken',
    free: 'Free',
    findingOver: (names: string) => `More taken than bought: ${names}.`,
    findingFull: (names: string) => `All taken: ${names}.`,
    findingFree: 'Every licence with a limit has seats left.',
    findingNone: 'No licence has a limit.',
    over: (name: string) => `${name}: more taken than bought`,
    overText: {
      concurrent: (taken: string, bought: string) =>
        `${taken} sessions are open now, ${bought} seats were bought. Whoever is inside stays inside.`,
      nominal: (taken: string, bought: string) =>
        `${taken} users have it, ${bought} seats were bought. They keep theirs; nobody else can be given one until they are fewer.`,
    },
    act: 'Action',
    edit: 'Edit',
    editName: (name: string) => `Edit the seats of the licence ${name}`,
    formTitle: (name: string) => `Seats of the licence ${name}`,
    limit: 'Limit',
    limited: 'A number of seats',
    none: 'No limit',
    boughtLabel: 'Seats bought',
    boughtHint: 'A whole number from 0 to 1,000,000. If it is less than those taken nobody loses theirs: a warning stays.',
    saved: 'Seats saved',
    savedText: (name: string) => `Licence ${name}: it holds at once.`,
    meanwhile: 'Somebody else changed these seats meanwhile. Here are the present values: correct and save again.',
    whole: 'Enter a whole number from 0 to 1,000,000.',
  },
});
