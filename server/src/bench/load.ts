import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What came back, and how long it took from the first byte sent to the last one read. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
}

interface Question {
  readonly since: number;
  answered(answer: Answer): void;
  failed(fault: Error): void;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/**
 * A browser of the load: one connection kept open from one address of this machine, and its own cookies. It speaks HTTP over the bare
 * socket, because a client that costs more than the server it asks would measure itself.
 */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #port: number;
  readonly #address: string;
  #socket: Socket | undefined;
  #question: Question | undefined;
  #received: Buffer = Buffer.alloc(0);

  constructor(port: number, address = '127.0.0.1') {
    this.#port = port;
    this.#address = address;
  }

  /** Asks and waits for the answer; one question at a time. */
  async ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer> {
    this.#socket ??= await this.#connect();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const head = [
      `${method} ${path} HTTP/1.1`,
      `host: localhost:${this.#port}`,
      `user-agent: ${FIREFOX}`,
      'accept: application/json',
      'accept-language: it',
      ...(this.cookies.size > 0 ? [`cookie: ${[...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`] : []),
      ...(text === undefined ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
    ];
    const socket = this.#socket;
    return new Promise((answered, failed) => {
      this.#question = { since: performance.now(), answered, failed };
      socket.write(`${head.join('\r\n')}\r\n\r\n${text ?? ''}`);
    });
  }

  /** Asks and fails unless the answer has the status expected. */
  async expect(status: number, ...question: Parameters<Browser['ask']>): Promise<Answer> {
    const answer = await this.ask(...question);
    if (answer.status !== status) throw new Error(`${question[0]} ${question[1]} answered ${answer.status}: ${answer.body}`);
    return answer;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #connect(): Promise<Socket> {
    const socket = connect({ port: this.#port, host: '127.0.0.1', localAddress: this.#address, noDelay: true });
    const over = (fault: Error) => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#question?.failed(fault);
      this.#question = undefined;
    };
    await new Promise<void>((connected, failed) => {
      socket.once('connect', connected);
      socket.once('error', failed);
    });
    socket.on('error', over);
    socket.on('close', () => over(new Error('The server closed the connection.')));
    socket.on('data', (chunk) => this.#read(chunk));
    return socket;
  }

  #read(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const from = end + END_OF_HEAD.length;
    const to = from + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#received.length < to) return;
    const question = this.#question;
    const answer = {
      status: Number(head.slice(9, 12)),
      body: this.#received.toString('utf8', from, to),
      milliseconds: performance.now() - (question?.since ?? 0),
    };
    this.#received = Buffer.alloc(0);
    this.#question = undefined;
    this.#keepCookies(head);
    question?.answered(answer);
  }

  #keepCookies(head: string): void {
    for (const [, name = '', value = '', rest = ''] of head.matchAll(/\r\nset-cookie: ([^=]+)=([^;\r]*)([^\r]*)/gi)) {
      if (value === '' || /max-age=0\b/i.test(rest)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** Browsers on addresses of their own, `127.<network>.x.y`, so that each is somebody else to the server. */
export const browsersOn = (port: number, network: number, many: number): Browser[] =>
  Array.from({ length: many }, (_, index) => new Browser(port, `127.${network}.${index >> 7}.${(index % 128) + 1}`));

/** What a load came to. */
export interface Load {
  readonly answers: number;
  readonly statuses: Readonly<Record<number, number>>;
  readonly milliseconds: readonly number[];
  readonly seconds: number;
}

type Turn = (browser: Browser, index: number) => Promise<Answer>;

/** A load whose answers are all expected to have one status; anything else would measure another thing. */
export function allOf(load: Load, status: number): Load {
  if (load.statuses[status] !== load.answers)
    throw new Error(`Only answers of status ${status} were expected: ${JSON.stringify(load.statuses)}`);
  return load;
}

class Tally {
  readonly #statuses: Record<number, number> = {};
  readonly #milliseconds: number[] = [];
  readonly #since = performance.now();

  get seconds(): number {
    return (performance.now() - this.#since) / 1_000;
  }

  add(status: number, milliseconds: number): void {
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    this.#milliseconds.push(milliseconds);
  }

  get load(): Load {
    return { answers: this.#milliseconds.length, statuses: this.#statuses, milliseconds: this.#milliseconds, seconds: this.seconds };
  }
}

/** When a load is over: each browser has asked so many times, or so many seconds have passed, whichever comes first. */
interface Until {
  readonly times?: number;
  readonly seconds: number;
  /** Or when this says so. */
  readonly signal?: AbortSignal;
}

/** `atOnce` browsers at a time, each asking as soon as it is answered. */
export async function inTurns(
  browsers: readonly Browser[],
  atOnce: number,
  { times = Number.POSITIVE_INFINITY, seconds, signal }: Until,
  turn: Turn,
): Promise<Load> {
  const tally = new Tally();
  const worker = async (number: number) => {
    const own = browsers.map((browser, index) => ({ browser, index })).filter(({ index }) => index % atOnce === number);
    for (let time = 0; time < times; time += 1) {
      for (const { browser, index } of own) {
        if (tally.seconds >= seconds || signal?.aborted) return;
        const { status, milliseconds } = await turn(browser, index);
        tally.add(status, milliseconds);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, browsers.length) }, (_, number) => worker(number)));
  return tally.load;
}

/**
 * Questions at a steady rate, whether or not earlier ones are answered; a question that finds every browser busy waits for one, and its
 * time counts from when it was due.
 */
export async function atRate(browsers: readonly Browser[], perSecond: number, seconds: number, turn: Turn): Promise<Load> {
  const tally = new Tally();
  const free = browsers.map((browser, index) => ({ browser, index }));
  const underWay = new Set<Promise<void>>();
  const begin = performance.now();
  const all = Math.round(perSecond * seconds);
  for (let sent = 0; sent < all && tally.seconds < seconds; ) {
    const due = Math.min(all, Math.floor(tally.seconds * perSecond) + 1);
    while (sent < due) {
      const one = free.shift();
      if (!one) break;
      const dueAt = begin + (sent / perSecond) * 1_000;
      sent += 1;
      const asked = turn(one.browser, one.index).then(({ status }) => {
        tally.add(status, performance.now() - dueAt);
        free.push(one);
        underWay.delete(asked);
      });
      underWay.add(asked);
    }
    await pause(1);
  }
  await Promise.all(underWay);
  return tally.load;
}
