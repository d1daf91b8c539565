import { dayAt } from '@varco/shared/days';
import type { Bilingual, Language } from '@varco/shared/language';
import { sql } from 'kysely';
import type { Config } from '#core/config';
import type { Db } from '#db/database';
import { CONSORTIUM } from './consortium.ts';
import { PASSWORD } from './fill.ts';
import { inventPeople, type Kind } from './people.ts';

/** Who each kind is, and what to look at as him. */
const kinds: Readonly<Record<Exclude<Kind, 'helper'>, readonly [who: Bilingual, what: Bilingual]>> = {
  administrator: [
    { it: 'amministra', en: 'administrator' },
    { it: 'persone, registro, regole, testi', en: 'people, log, rules, texts' },
  ],
  person: [
    { it: 'persona', en: 'person' },
    { it: 'i propri accessi, il profilo; lavora per due enti', en: 'own sign-ins, profile; works for two organizations' },
  ],
  auditor: [
    { it: 'revisore', en: 'auditor' },
    { it: 'il registro degli accessi, grazie a un ruolo', en: 'the access log, by a role' },
  ],
  'never-entered': [
    { it: 'mai entrata', en: 'never entered' },
    { it: 'la password da cambiare al primo accesso', en: 'the password to change at the first sign-in' },
  ],
  reset: [
    { it: 'password reimpostata', en: 'password reset' },
    { it: 'la password da cambiare dopo il reset', en: 'the password to change after the reset' },
  ],
  locked: [
    { it: 'bloccata', en: 'locked' },
    { it: 'non entra; chi amministra la sblocca', en: 'stays out; the administrator unlocks' },
  ],
  disabled: [
    { it: 'disabilitata', en: 'disabled' },
    { it: 'non entra, con la stessa risposta', en: 'stays out, with the same answer' },
  ],
  inactive: [
    { it: 'inattiva', en: 'inactive' },
    { it: 'non entra, con la stessa risposta', en: 'stays out, with the same answer' },
  ],
  ended: [
    { it: 'validità finita', en: 'validity over' },
    { it: 'non entra, con la stessa risposta', en: 'stays out, with the same answer' },
  ],
  'not-begun': [
    { it: 'validità futura', en: 'validity to come' },
    { it: 'non entra ancora, con la stessa risposta', en: 'stays out for now, with the same answer' },
  ],
};

const words = {
  it: {
    lead: 'È una DIMOSTRAZIONE: persone, accessi e indirizzi sono inventati, e si apre solo da questo computer.',
    head: ['CHI', 'UTENTE', 'PASSWORD', 'CHE COSA GUARDARE'],
    password: 'Le password sono queste finché qualcuno non le cambia nelle pagine; chi non è in elenco ha la stessa.',
    door: (path: string) => `Il consorzio ha anche un indirizzo di accesso proprio:  ${path}`,
    until: (day: string, folder: string) => `Il registro arriva al ${day}. I dati stanno in ${folder}.`,
    again: 'Per ricominciare da capo, con un anno che finisce oggi:  npm start -- --demo --fresh',
  },
  en: {
    lead: 'This is a DEMONSTRATION: people, sign-ins and addresses are invented, and it opens from this computer only.',
    head: ['WHO', 'USER NAME', 'PASSWORD', 'WHAT TO LOOK AT'],
    password: 'These are the passwords until somebody changes them in the pages; who is not listed has the same one.',
    door: (path: string) => `The consortium also has a sign-in address of its own:  ${path}`,
    until: (day: string, folder: string) => `The log reaches ${day}. The data are in ${folder}.`,
    again: 'To begin again, with a year that ends today:  npm start -- --demo --fresh',
  },
} satisfies Record<Language, object>;

const otherWords = {
  it: ['altro ente', 'il consorzio: i suoi utenti, e chi viene da fuori'],
  en: ['other organization', 'the consortium: its users, and who comes from elsewhere'],
} as const satisfies Record<Language, readonly [who: string, what: string]>;

/** What whoever starts a demonstration reads: whom to sign in as, and what to look at. */
export async function welcome(db: Db, { data, timeZone }: Pick<Config, 'data' | 'timeZone'>, language: Language): Promise<string> {
  const { rows } = await sql<{ seed: number; made_at: Date }>`select seed, made_at from setup.demonstration`.execute(db);
  const [made] = rows;
  if (!made) throw new Error('This is no demonstration.');
  const day = dayAt(timeZone, made.made_at);
  const people = inventPeople(made.seed, day);
  const lines = Object.entries(kinds).map(([kind, [who, what]]) => [
    who[language],
    people.find((person) => person.kind === kind)?.username ?? '',
    PASSWORD,
    what[language],
  ]);
  // Whoever administers the other organization sees nothing of this one.
  lines.push([otherWords[language][0], `${CONSORTIUM.loginId}/${CONSORTIUM.administrator.username}`, PASSWORD, otherWords[language][1]]);
  const lastDay = new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'long', timeZone }).format(made.made_at);
  const { lead, head, password, door, until, again } = words[language];
  const table = [head, ...lines];
  const width = (column: number): number => Math.max(...table.map((line) => line[column]?.length ?? 0));
  const rowOf = (line: readonly string[]): string => `  ${line.map((cell, column) => cell.padEnd(width(column))).join('   ')}`.trimEnd();
  return [
    '',
    lead,
    '',
    ...table.map(rowOf),
    '',
    password,
    door(`/sign-in?organization=${CONSORTIUM.loginId}`),
    until(lastDay, data),
    again,
    '',
  ].join('\n');
}
