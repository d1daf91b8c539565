import { expect, test } from 'vitest';
import { Client } from './testing/client.ts';
import { askDatabase } from './testing/database.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { databaseOf, type Program, startVarco, stillbornStart } from './testing/program.ts';

const ROUNDS = 20;
const seed = Number(process.env.VARCO_TEST_SEED ?? 20_261_121);

/** Chance that can be repeated: the same seed gives the same rounds (mulberry32). */
function chanceOf(state: number): () => number {
  let now = state;
  return () => {
    now = (now + 0x6d2b79f5) | 0;
    let mixed = Math.imul(now ^ (now >>> 15), 1 | now);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** What the server has said yes to. */
interface Acknowledged {
  readonly users: Map<string, string>;
  readonly signIns: Map<string, number>;
  readonly signOuts: Map<string, number>;
}

const amountOf = ({ users, signIns, signOuts }: Acknowledged): number => users.size + sum(signIns) + sum(signOuts);

const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

/** Eight clients that never stop: three make users, five come and go; a request without an answer is no answer. */
function underLoad(varco: Installation, people: readonly User[]): { acknowledged: Acknowledged; stop(): Promise<void> } {
  const acknowledged: Acknowledged = { users: new Map(), signIns: new Map(), signOuts: new Map() };
  let over = false;
  const without = async (work: () => Promise<unknown>): Promise<void> => {
    while (!over) await work().catch(() => pause(60));
  };
  const makeUsers = async (number: number) => {
    const hands = new Client(varco.url);
    let made = 0;
    await without(async () => {
      if ((await hands.get('/api/me')).status === 401) await hands.signIn(administrator.username, administrator.password);
      made += 1;
      const username = `nuovo.${number}.${made}`;
      const answer = await hands.post('/api/users', { familyName: 'Nuovo', givenName: 'Utente', username });
      if (answer.status === 201) acknowledged.users.set(String(answer.body.id), username);
      else await pause(20);
    });
  };
  const comeAndGo = async ({ username, password }: User) => {
    const browser = new Client(varco.url);
    await without(async () => {
      const inside = await browser.signIn(username, password);
      if (inside.body.step === 'enter') count(acknowledged.signIns, username);
      else await pause(20);
      const outside = await browser.post('/sign-out');
      if (inside.body.step === 'enter' && outside.status === 204) count(acknowledged.signOuts, username);
    });
  };
  const clients = [...[1, 2, 3].map(makeUsers), ...people.map(comeAndGo)];
  return {
    acknowledged,
    stop: async () => {
      over = true;
      await Promise.all(clients);
    },
  };
}

test('twenty times in a row the program or its database is killed under load: it serves again, and nothing acknowledged is missing', {
  timeout: 2_400_000,
}, async () => {
  const chance = chanceOf(seed);
  const varco = await startInstallation();
  const people: User[] = [];
  for (let number = 0; number < 5; number += 1) people.push(await varco.person({ username: `persona${number}` }));
  // An attempt is taken before the password is compared: one that a kill interrupts stays taken, and three would lock.
  const { version } = (await varco.hands.get('/api/policy')).body;
  const patient = await varco.hands.send('PUT', '/api/policy', { version, values: { attempts: 100 }, reason: 'Twenty kills' });
  expect(patient.status, patient.text).toBe(200);
  const place = { data: varco.data, port: Number(new URL(varco.url).port) };
  const watcher = new Client(varco.url);
  const load = underLoad(varco, people);
  let program: Program = varco;
  const told: string[] = [];

  for (let round = 1; round <= ROUNDS; round += 1) {
    const before = amountOf(load.acknowledged);
    await expect.poll(() => amountOf(load.acknowledged), { interval: 10 }).toBeGreaterThan(before + 2);
    await pause(chance() * 300);
    const [killsDatabase, killsProgram] = [chance() < 0.6, chance() < 0.6];
    told.push(`${round}: ${[killsDatabase && 'database', (killsProgram || !killsDatabase) && 'program'].filter(Boolean).join(' and ')}`);
    const database = databaseOf(varco.data);
    if (killsDatabase) process.kill(database, 'SIGKILL');
    if (killsProgram || !killsDatabase) {
      await program.end('SIGKILL');
      if (chance() < 0.3) await stillbornStart(place, chance() * 900);
      program = await startVarco(place);
    }
    // The connections of a killed database live on for a moment: only a new one counts.
    const serves = async () => databaseOf(varco.data) !== database && (await watcher.get('/readyz')).status;
    await expect.poll(serves, { interval: 25, message: `seed ${seed}, ${told.join('; ')}` }).toBe(200);
  }
  await load.stop();

  const { users, signIns, signOuts } = load.acknowledged;
  const kept = new Set(askDatabase(varco.data, 'select id from identity.users'));
  const logged = (event: number) =>
    new Map(
      askDatabase(
        varco.data,
        `select s.username, count(*) from access_log.entries e join access_log.subjects s on s.id = e.subject_id where e.event = ${event} group by 1`,
      ).map((line): [string, number] => [line.split('|')[0] ?? '', Number(line.split('|')[1])]),
    );
  const [entered, left, created] = [logged(1), logged(3), logged(20)];
  console.log(`Acknowledged under ${ROUNDS} kills: ${users.size} users, ${sum(signIns)} sign-ins, ${sum(signOuts)} sign-outs`);
  expect([...users.keys()].filter((id) => !kept.has(id))).toEqual([]);
  expect([...users.values()].filter((username) => !created.has(username))).toEqual([]);
  for (const { username } of people) {
    expect(entered.get(username) ?? 0, username).toBeGreaterThanOrEqual(signIns.get(username) ?? 0);
    expect(left.get(username) ?? 0, username).toBeGreaterThanOrEqual(signOuts.get(username) ?? 0);
  }
  expect(Math.min(users.size, signIns.size, signOuts.size)).toBeGreaterThanOrEqual(people.length);
});

const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((total, value) => total + value, 0);
