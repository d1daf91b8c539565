import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finish, type Server, startServer, stopAll } from './child.ts';
import type { Filled } from './fill-log.ts';
import type { RowBytes, Worked } from './ledger.ts';
import { Browser } from './load.ts';

/** Somebody who can sign in. */
export interface Person {
  readonly username: string;
  readonly password: string;
}

/** A server that is set up, with its administrator's browser. */
export interface Gate extends Server {
  readonly data: string;
  readonly administrator: Browser;
}

/** How an installation came to be. */
export interface Installation {
  readonly data: string;
  readonly readyMs: number;
  readonly spentMs: number;
}

/** An installation with a long log. */
export interface Ledger {
  readonly data: string;
  readonly filled: Filled;
  readonly bytes: RowBytes;
  readonly sealed: Worked;
}

const ADMINISTRATOR: Person = { username: 'amministratore', password: 'Primavera-26' };
/** The password of everybody else. */
export const PASSWORD = 'Autunno-2026';

/** Signs in through the door and fails unless a session opens. */
export const signIn = (browser: Browser, who: Person) => browser.expect(200, 'POST', '/sign-in', who);

/** What the measurements stand on: temporary folders, and servers that are started when first asked for and shared. */
export class Ground {
  readonly #folder = mkdtempSync(join(tmpdir(), 'varco-bench-'));
  /** A copy: the pages of a program are divided among all who run it, and we run Node as well. */
  readonly #node = join(this.#folder, 'node');
  readonly #shared = new Map<string, Promise<Gate>>();
  #installation: Promise<Installation> | undefined;
  #ledger: Promise<Ledger> | undefined;
  #folders = 0;

  /** How many rows the log has, in the measurements that are about it. */
  readonly logRows: number;
  /** Where the installation with the long log stays after the run, for other runs: ten million rows take their time to be sealed. */
  readonly #kept: string | undefined;

  constructor(logRows: number, kept?: string) {
    this.logRows = logRows;
    this.#kept = kept;
    // As root, PostgreSQL runs as somebody else, who must be able to pass.
    chmodSync(this.#folder, 0o711);
    copyFileSync(process.execPath, this.#node);
    writeFileSync(this.#passwordFile, ADMINISTRATOR.password, { mode: 0o600 });
  }

  get #passwordFile(): string {
    return join(this.#folder, 'password');
  }

  /** A name for a folder that nobody has used. */
  freshFolder(): string {
    this.#folders += 1;
    return join(this.#folder, `data-${this.#folders}`);
  }

  /** The settings of a server on `data`, beginning by itself when the folder is empty. */
  settings(data: string): Record<string, string> {
    return {
      VARCO_PORT: '0',
      VARCO_DATA: data,
      VARCO_ADMIN_USERNAME: ADMINISTRATOR.username,
      VARCO_ADMIN_PASSWORD_FILE: this.#passwordFile,
      VARCO_ORGANIZATION: 'Comune di Borgo Ligure',
    };
  }

  /** The administrator of every installation signs in. */
  async signInAdministrator(browser: Browser): Promise<void> {
    await signIn(browser, ADMINISTRATOR);
  }

  /** A first start on an empty folder, whose compiled code nobody has kept either; stopped when it is ready. */
  async install(): Promise<Installation> {
    const data = this.freshFolder();
    const server = await startServer('product', [], { ...this.settings(data), NODE_COMPILE_CACHE: join(this.#folder, `${data}-compiled`) });
    const spent = server.spent();
    await server.stop();
    return { data, readyMs: server.readyMs, spentMs: spent.server + spent.postgres };
  }

  /** An installation to start again. */
  installation(): Promise<Installation> {
    this.#installation ??= this.install();
    return this.#installation;
  }

  /** An installation whose log was filled and sealed, its server stopped; what that came to. */
  ledger(): Promise<Ledger> {
    this.#ledger ??= this.#kept === undefined ? this.#fillLedger(this.freshFolder()) : this.#keptLedger(this.#kept);
    return this.#ledger;
  }

  async #keptLedger(folder: string): Promise<Ledger> {
    const said = join(folder, `log-of-${this.logRows}-rows.json`);
    if (existsSync(said)) return JSON.parse(readFileSync(said, 'utf8')) as Ledger;
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o711);
    const made = await this.#fillLedger(join(folder, `log-of-${this.logRows}-rows`));
    writeFileSync(said, JSON.stringify(made));
    return made;
  }

  async #fillLedger(data: string): Promise<Ledger> {
    // By the house whose hash costs nothing: so can whoever reads it sign in, and many others with him.
    await (await startServer('house', ['none'], this.settings(data))).stop();
    const ask = (...args: string[]): Promise<unknown> => finish('ledger', args, this.settings(data));
    const { filled, bytes } = (await ask('fill', String(this.logRows))) as { filled: Filled; bytes: RowBytes };
    return { data, filled, bytes, sealed: (await ask('seal')) as Worked };
  }

  /** The product's house on that installation, with a hash that costs nothing. */
  async reader(): Promise<Gate & { readonly filled: Filled }> {
    const { data, filled } = await this.ledger();
    const gate = await this.#share('reader', async () => ({
      data,
      server: await startServer('house', ['none'], this.settings(data), this.#node),
    }));
    return { ...gate, filled };
  }

  /** The product as everybody starts it. */
  product(): Promise<Gate> {
    return this.#share('product', async () => {
      const { data } = await this.installation();
      return { data, server: await startServer('product', [], this.settings(data), this.#node) };
    });
  }

  /** The product's house with a hash that costs nothing, or nearly. */
  house(hasher: 'none' | 'small'): Promise<Gate> {
    return this.#share(hasher, async () => {
      const data = this.freshFolder();
      return { data, server: await startServer('house', [hasher], this.settings(data), this.#node) };
    });
  }

  /** Stops the servers, so that the next measurement has the machine for itself. */
  async clear(): Promise<void> {
    this.#shared.clear();
    await stopAll();
  }

  async close(): Promise<void> {
    await this.clear();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #share(name: string, start: () => Promise<{ data: string; server: Server }>): Promise<Gate> {
    const known = this.#shared.get(name);
    if (known !== undefined) return known;
    const gate = start().then(async ({ data, server }) => {
      const administrator = new Browser(server.port);
      await signIn(administrator, ADMINISTRATOR);
      return { ...server, data, administrator };
    });
    this.#shared.set(name, gate);
    return gate;
  }
}

/** Makes users through the administrator's page; `more` says what is particular about them. */
export async function makePeople(gate: Gate, prefix: string, many: number, more: object = {}): Promise<Person[]> {
  const people = Array.from({ length: many }, (_, index) => ({ username: `${prefix}${index + 1}`, password: PASSWORD }));
  for (const person of people) {
    await gate.administrator.expect(201, 'POST', '/api/users', {
      familyName: 'De Santis',
      givenName: 'Elena',
      ...person,
      confirmation: person.password,
      mustChangePassword: false,
      ...more,
    });
  }
  return people;
}
