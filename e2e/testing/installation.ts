import { join } from 'node:path';
import { Client } from './client.ts';
import { type Program, startVarco, temporaryFolder, type Wishes } from './program.ts';
import { copyInstallation } from './template.ts';

/** Somebody with what he knows. */
export interface Somebody {
  readonly givenName: string;
  readonly familyName: string;
  readonly username: string;
  readonly password: string;
}

/** A user as the administrator's program made him. */
export interface User extends Somebody {
  readonly id: string;
}

const organization = 'Comune di Borgo Ligure';
/** Who administers every installation. */
export const administrator: Somebody = { givenName: 'Laura', familyName: 'Conti', username: 'l.conti', password: 'Primavera-26' };

/** A running product with an organization and its administrator. */
export interface Installation extends Program {
  /** The administrator, signed in as a program. */
  readonly hands: Client;
  /** Makes a user; without a word about it he need not change his password. */
  person(given?: Partial<Somebody> & { readonly [field: string]: unknown }): Promise<User>;
}

/** Answers the wizard's questions as a browser without scripts would. */
async function setUp(program: Program): Promise<void> {
  const browser = new Client(program.url);
  const link = await program.setupLink();
  const { givenName, familyName, username, password } = administrator;
  const answers: [path: string, fields: Record<string, string>][] = [
    ['/setup/claim', { token: new URL(link).hash.slice(1) }],
    ['/setup/organization', { organization }],
    ['/setup/administrator', { givenName, familyName, username, password, confirmation: password }],
    ['/setup/profile', { profile: 'misure-minime' }],
    ['/setup/finish', {}],
  ];
  for (const [path, fields] of answers) {
    const answer = await browser.submit(path, fields);
    if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}:\n${answer.text}`);
  }
}

/** Starts the program where it has been set up; in an environment of its own it begins with an empty folder and is set up there. */
export async function startInstallation({ environment }: Pick<Wishes, 'environment'> = {}): Promise<Installation> {
  if (environment) {
    const program = await startVarco({ environment });
    await setUp(program);
    return administered(program);
  }
  const data = join(temporaryFolder(), 'data');
  await copyInstallation(data, async (made) => {
    const program = await startVarco({ data: made });
    await setUp(program);
    await program.end();
  });
  return administered(await startVarco({ data }));
}

/** A program that is set up, with its administrator signed in. */
export async function administered(program: Program): Promise<Installation> {
  const hands = new Client(program.url);
  const answer = await hands.signIn(administrator.username, administrator.password);
  if (answer.body.step !== 'enter') throw new Error(`The administrator did not get in: ${answer.status} ${answer.text}`);
  let count = 0;
  return {
    ...program,
    hands,
    person: async (given = {}) => {
      count += 1;
      const who = { givenName: 'Elena', familyName: 'De Santis', username: `utente${count}`, password: 'Autunno-2026', ...given };
      const made = await hands.post('/api/users', { mustChangePassword: false, ...who, confirmation: who.password });
      if (made.status !== 201) throw new Error(`No user was made: ${made.status} ${made.text}`);
      return { ...who, id: String(made.body.id) };
    },
  };
}
