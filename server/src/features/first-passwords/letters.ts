import { readFileSync } from 'node:fs';
import type { HandoutFormat } from '@varco/shared/first-passwords/api';
import type { Language } from '@varco/shared/language';
import { stringify } from 'csv-stringify/sync';
import { printPdf } from '#print/pdf';

/** What a part says: to whom, from whom, and where to sign in. */
export interface Letters {
  readonly organization: string;
  readonly language: Language;
  readonly address: string;
  readonly lines: readonly {
    readonly familyName: string;
    readonly givenName: string;
    readonly username: string;
    readonly password: string;
  }[];
}

/** A file ready to leave; `missing` are the characters that no font of ours has. */
export interface PrintedFile {
  readonly body: Buffer;
  readonly type: string;
  readonly name: string;
  readonly missing: readonly string[];
}

/** The words of letter, list and table, in the language of whoever gets them. */
const words = {
  it: {
    letters: (part: number) => `Lettere di primo accesso, parte ${part}`,
    list: (part: number) => `Prime password da consegnare, parte ${part}`,
    file: 'prime-password-parte',
    heading: (name: string) => `Le credenziali di ${name}`,
    intro: 'È stato preparato un utente per te. Con i dati qui sotto accedi per la prima volta.',
    listIntro: 'Ogni password vale fino al primo accesso, quando la persona ne sceglie una sua. Si accede da',
    address: 'Indirizzo',
    username: 'Nome utente',
    password: 'Password temporanea',
    person: 'Persona',
    familyName: 'Cognome',
    givenName: 'Nome',
    signature: 'Consegnata il, firma',
    how: 'Come si fa',
    steps: [
      "Apri l'indirizzo nel browser.",
      'Scrivi il nome utente e la password temporanea come sono stampati: maiuscole, minuscole e trattini contano.',
      'Scegli subito una password che conosci solo tu. La prima volta è obbligatorio.',
      'Distruggi questa lettera: la password stampata non serve più.',
    ],
    help: 'Se qualcosa non va',
    helpText:
      'Rivolgiti a chi ti ha consegnato questa lettera o a chi amministra gli accessi. Non dire a nessuno la password: chi ti aiuta non ne ha bisogno.',
  },
  en: {
    letters: (part: number) => `First sign-in letters, part ${part}`,
    list: (part: number) => `First passwords to hand out, part ${part}`,
    file: 'first-passwords-part',
    heading: (name: string) => `Sign-in details for ${name}`,
    intro: 'A user has been prepared for you. With the details below you sign in for the first time.',
    listIntro: 'Each password works until the first sign-in, when the person chooses another one. The address to sign in is',
    address: 'Address',
    username: 'User name',
    password: 'Temporary password',
    person: 'Person',
    familyName: 'Family name',
    givenName: 'Given name',
    signature: 'Handed over on, signature',
    how: 'What to do',
    steps: [
      'Open the address in the browser.',
      'Type the user name and the temporary password as they are printed: capitals, small letters and hyphens matter.',
      'Choose at once a password that only you know. The first time this is required.',
      'Destroy this letter: the printed password is of no more use.',
    ],
    help: 'If something goes wrong',
    helpText:
      'Ask whoever handed you this letter, or whoever administers access. Tell nobody the password: people who help you do not need it.',
  },
} as const satisfies Record<Language, unknown>;

const templates = {
  letters: readFileSync(new URL('./letters.typ', import.meta.url), 'utf8'),
  list: readFileSync(new URL('./list.typ', import.meta.url), 'utf8'),
};

/** Writes a part as letters, as a list to print or as a table for a program (requirements R1.55, R4.40). */
export async function write(letters: Letters, format: HandoutFormat, part: number): Promise<PrintedFile> {
  const { language, organization, address, lines } = letters;
  const { letters: ofLetters, list: ofList, heading, file, ...text } = words[language];
  const name = `${file}-${part}`;
  if (format === 'csv') return { body: table(letters), type: 'text/csv; charset=utf-8', name: `${name}.csv`, missing: [] };
  const title = `${(format === 'letters' ? ofLetters : ofList)(part)}, ${organization}`;
  const data = {
    language,
    organization,
    address,
    title,
    words: text,
    letters: lines.map(({ familyName, givenName, username, password }) => ({
      person: `${givenName} ${familyName}`,
      listed: `${familyName} ${givenName}`,
      heading: heading(`${givenName} ${familyName}`),
      username,
      password,
    })),
  };
  const { pdf, missing } = await printPdf({ template: templates[format], data });
  return { body: pdf, type: 'application/pdf', name: `${name}.pdf`, missing };
}

/** A table as every export is written: byte order mark, semicolons, and nothing that a spreadsheet would compute. */
function table({ language, address, lines }: Letters): Buffer {
  const { familyName, givenName, username, password, address: where } = words[language];
  const rows = lines.map((line) => [line.familyName, line.givenName, line.username, line.password, address]);
  const head = [familyName, givenName, username, password, where];
  return Buffer.from(stringify([head, ...rows], { bom: true, delimiter: ';', record_delimiter: 'windows', escape_formulas: true }));
}
