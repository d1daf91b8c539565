import type { TriedCondition } from '@varco/shared/authorization/conditions';
import { texts } from '../../../core/texts.ts';

type Errors = Readonly<Record<NonNullable<TriedCondition['error']>, (name: string) => string>>;

/** Conditions to begin from; what each asks is said in words. */
export const examples = {
  owner: 'resource.properties.owner == subject.id',
  amount: 'resource.properties.amount <= 5000.0',
  state: 'resource.properties.state in ["new", "open"]',
  closed: 'action.name == "search" || resource.properties.closed == false',
  address: 'has(context.ip) && context.ip.startsWith("10.1.")',
  due: '!has(resource.properties.due) || resource.properties.due >= "2026-01-01"',
} as const;
/** The examples in order. */
export const exampleNames = Object.keys(examples) as readonly (keyof typeof examples)[];

/** The words of the condition of a grant. */
export const conditionMessages = texts({
  it: {
    only: 'Solo se',
    add: 'Aggiungi condizione',
    change: 'Cambia condizione',
    addTo: (capability: string) => `Aggiungi condizione: ${capability}`,
    changeOf: (capability: string) => `Cambia condizione: ${capability}`,
    title: (capability: string) => `Condizione: ${capability}`,
    intro:
      'Oltre al livello, le autorizzazioni di questa funzione valgono solo se la condizione è vera per la cosa su cui si lavora. Le proprietà le dice l’applicazione quando chiede; quello che non dice vale «no».',
    label: 'Condizione',
    hint: 'Al massimo 500 caratteri, in CEL. Vuota: nessuna condizione.',
    examples: 'Esempi',
    use: (means: string) => `Usa l’esempio: ${means}`,
    useShort: 'Usa',
    means: {
      owner: 'solo le cose di cui la persona è titolare',
      amount: 'solo fino a 5000',
      state: 'solo se lo stato è uno di questi',
      closed: 'si cerca sempre, si cambia solo ciò che è aperto',
      address: 'solo da indirizzi che cominciano così',
      due: 'senza scadenza, o con scadenza da quel giorno',
    },
    allowed:
      'Si possono usare == != < <= > >= in && || ! ?: + - * / %, has, size, int, double, string, timestamp, duration, startsWith, endsWith, contains e le parti di una data (getHours e simili). I numeri delle proprietà hanno la virgola: nei conti scrivi 2.0, non 2. Testi oltre 256 caratteri ed elenchi oltre 1000 valori non si possono usare.',
    trial: 'Prova',
    trialText: 'Scrivi quello che l’applicazione direbbe: la persona sei tu. Non si salva nulla.',
    about: 'Proprietà (JSON)',
    aboutHint: 'resource, subject, action e context, ciascuno con i suoi valori.',
    notJson: 'Non è JSON: controlla virgolette, virgole e parentesi graffe.',
    action: 'Azione',
    try: 'Prova la condizione',
    outcomes: {
      true: 'Sì: la condizione è vera',
      false: 'No: la condizione è falsa',
      error: 'No: la condizione non si può valutare',
    },
    errors: {
      missing: (name) => `L’applicazione non ha detto «${name}». Se può mancare, comincia con has(…).`,
      kinds: () => 'Un valore non è del tipo che serve, per esempio un testo al posto di un numero.',
      'too-large': () => 'Un testo, un elenco o le proprietà sono troppo grandi per essere usati.',
      'not-boolean': () => 'Il risultato non è un sì o un no.',
      failed: () => 'Un calcolo non è riuscito: una data che non si legge, una divisione per zero, un elenco più corto.',
    } satisfies Errors as Errors,
    apply: 'Usa questa condizione',
    remove: 'Togli la condizione',
    cancel: 'Annulla',
    was: (text: string) => `era: ${text}`,
    wasNone: 'prima non c’era',
    removed: (text: string) => `tolta, era: ${text}`,
    none: 'nessuna condizione',
    field: (capability: string) => `Condizione, ${capability}`,
  },
  en: {
    only: 'Only if',
    add: 'Add condition',
    change: 'Change condition',
    addTo: (capability: string) => `Add condition: ${capability}`,
    changeOf: (capability: string) => `Change condition: ${capability}`,
    title: (capability: string) => `Condition: ${capability}`,
    intro:
      'Besides the level, the grants of this function count only if the condition is true of the thing one works on. The application says its properties when it asks; what it does not say counts as "no".',
    label: 'Condition',
    hint: 'At most 500 characters, in CEL. Empty: no condition.',
    examples: 'Examples',
    use: (means: string) => `Use the example: ${means}`,
    useShort: 'Use',
    means: {
      owner: 'only what belongs to the person',
      amount: 'only up to 5000',
      state: 'only if the state is one of these',
      closed: 'found always, changed only while it is open',
      address: 'only from addresses that begin like this',
      due: 'without a due day, or due from that day on',
    },
    allowed:
      'You can use == != < <= > >= in && || ! ?: + - * / %, has, size, int, double, string, timestamp, duration, startsWith, endsWith, contains and the parts of a date (getHours and the like). Numbers of properties have decimals: in sums write 2.0, not 2. Texts beyond 256 characters and lists beyond 1,000 values cannot be used.',
    trial: 'Trial',
    trialText: 'Write what the application would say: the person is you. Nothing is saved.',
    about: 'Properties (JSON)',
    aboutHint: 'resource, subject, action and context, each with its values.',
    notJson: 'This is not JSON: check quotes, commas and braces.',
    action: 'Action',
    try: 'Try the condition',
    outcomes: {
      true: 'Yes: the condition is true',
      false: 'No: the condition is false',
      error: 'No: the condition cannot be answered',
    },
    errors: {
      missing: (name) => `The application did not say "${name}". If it may be missing, begin with has(…).`,
      kinds: () => 'A value is not of the kind needed, for example a text in place of a number.',
      'too-large': () => 'A text, a list or the properties are too large to be used.',
      'not-boolean': () => 'The result is no yes or no.',
      failed: () => 'A computation failed: a date that cannot be read, a division by zero, a shorter list.',
    } satisfies Errors as Errors,
    apply: 'Use this condition',
    remove: 'Remove the condition',
    cancel: 'Cancel',
    was: (text: string) => `was: ${text}`,
    wasNone: 'there was none before',
    removed: (text: string) => `removed, was: ${text}`,
    none: 'no condition',
    field: (capability: string) => `Condition, ${capability}`,
  },
});
