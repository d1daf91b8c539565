import { texts } from '../../core/texts.ts';

/** The words of the list of authorizations, and of requiring one. */
export const messages = texts({
  it: {
    title: 'Autorizzazioni formali',
    facts: 'Con quale atto ognuno è autorizzato. Si registra dalla pagina della persona, nella sezione «Autorizzazione».',
    download: 'Esporta (CSV)',
    print: "Stampa l'elenco (PDF)",
    search: 'Cognome o nome',
    find: 'Cerca',
    state: 'Stato',
    states: {
      'in-force': 'In vigore',
      ending: 'In scadenza entro 30 giorni',
      'to-begin': 'Non ancora in vigore',
      over: 'Scadute o terminate',
      all: 'Tutte',
    },
    none: 'Nessuna autorizzazione da mostrare',
    noneText: 'Cambia lo stato o la ricerca, oppure registra un atto dalla pagina di una persona.',
    showAll: 'Mostra tutte',
    caption: (count: number) => (count === 1 ? 'Una autorizzazione' : `${count} autorizzazioni`),
    person: 'Persona',
    act: 'Atto',
    ofDay: (number: string, day: string) => `n. ${number} del ${day}`,
    signer: 'Chi lo ha firmato',
    purpose: 'Per che cosa',
    days: 'Validità',
    fromTo: (from: string, to: string) => `${from} – ${to}`,
    fromOn: (from: string) => `dal ${from}, senza scadenza`,
    first: 'Prima pagina',
    next: 'Successive',
    requirement: {
      title: 'Obbligo per entrare',
      on: "Nell'ente entra solo chi ha un'autorizzazione in vigore.",
      off: "Nell'ente si entra anche senza un'autorizzazione.",
      see: 'Vedi e cambia',
      now: 'Com’è ora',
      keptOutOn: (count: number, text: string) =>
        count === 0
          ? 'Nessuno resta fuori per questo.'
          : count === 1
            ? 'Oggi una persona resta fuori per questo.'
            : `Oggi ${text} persone restano fuori per questo.`,
      keptOutOff: (count: number, text: string) =>
        count === 0
          ? 'Oggi nessuno resterebbe fuori.'
          : count === 1
            ? 'Oggi resterebbe fuori una persona.'
            : `Oggi resterebbero fuori ${text} persone.`,
      who: 'Chi resta fuori',
      whoWould: 'Chi resterebbe fuori',
      more: (text: string) => `e altre ${text}`,
      whole: 'Vedi tutte',
      administrators: (count: number, text: string) =>
        count === 1 ? 'Un amministratore ha un’autorizzazione in vigore.' : `${text} amministratori hanno un’autorizzazione in vigore.`,
      oneselfOut: "Tu non hai un'autorizzazione in vigore: registrala prima di renderla obbligatoria.",
      none: "Nessun amministratore ha un'autorizzazione in vigore: registrane una prima di renderla obbligatoria.",
      require: 'Rendi obbligatoria…',
      cease: 'Togli l’obbligo…',
      requireTitle: "Rendere obbligatoria l'autorizzazione formale?",
      requireText: 'Chi non ne ha una in vigore esce al prossimo passo e non entra più finché non viene registrata.',
      requireAct: 'Rendi obbligatoria',
      ceaseTitle: "Togliere l'obbligo di autorizzazione formale?",
      ceaseText: 'Chi oggi resta fuori solo per questo potrà entrare di nuovo. Gli atti registrati restano.',
      ceaseAct: 'Togli l’obbligo',
      doneOn: 'Ora è obbligatoria',
      doneOff: 'Ora non è obbligatoria',
    },
  },
  en: {
    title: 'Formal authorizations',
    facts: 'By which act each is authorized. Acts are recorded on the page of the person, in the section "Authorization".',
    download: 'Export (CSV)',
    print: 'Print the list (PDF)',
    search: 'Family or given name',
    find: 'Search',
    state: 'State',
    states: {
      'in-force': 'In force',
      ending: 'Ending within 30 days',
      'to-begin': 'Not yet in force',
      over: 'Over or ended',
      all: 'All',
    },
    none: 'No authorization to show',
    noneText: 'Change the state or the search, or record an act on the page of a person.',
    showAll: 'Show all',
    caption: (count: number) => (count === 1 ? 'One authorization' : `${count} authorizations`),
    person: 'Person',
    act: 'Act',
    ofDay: (number: string, day: string) => `no. ${number} of ${day}`,
    signer: 'Signed by',
    purpose: 'What for',
    days: 'Validity',
    fromTo: (from: string, to: string) => `${from} – ${to}`,
    fromOn: (from: string) => `from ${from}, no end`,
    first: 'First page',
    next: 'Next',
    requirement: {
      title: 'Required to enter',
      on: 'Only those with an authorization in force enter the organization.',
      off: 'People enter the organization also without an authorization.',
      see: 'See and change',
      now: 'How it is now',
      keptOutOn: (count: number, text: string) =>
        count === 0 ? 'Nobody is kept out by this.' : count === 1 ? 'Today it keeps one person out.' : `Today it keeps ${text} people out.`,
      keptOutOff: (count: number, text: string) =>
        count === 0
          ? 'Today nobody would be kept out.'
          : count === 1
            ? 'Today one person would be kept out.'
            : `Today ${text} people would be kept out.`,
      who: 'Who is kept out',
      whoWould: 'Who would be kept out',
      more: (text: string) => `and ${text} more`,
      whole: 'See all',
      administrators: (count: number, text: string) =>
        count === 1 ? 'One administrator has an authorization in force.' : `${text} administrators have an authorization in force.`,
      oneselfOut: 'You have no authorization in force: record it before you require one.',
      none: 'No administrator has an authorization in force: record one before you require it.',
      require: 'Require it…',
      cease: 'Cease to require it…',
      requireTitle: 'Require a formal authorization?',
      requireText: 'Whoever has none in force is signed out at the next step and does not enter until one is recorded.',
      requireAct: 'Require it',
      ceaseTitle: 'Cease to require a formal authorization?',
      ceaseText: 'Whoever is kept out today by this alone may enter again. The acts recorded stay.',
      ceaseAct: 'Cease to require it',
      doneOn: 'It is now required',
      doneOff: 'It is no longer required',
    },
  },
});
