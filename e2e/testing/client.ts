import { PATIENCE_MS } from './program.ts';

/** An answer of the server, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer as JSON; empty when it is none. */
  readonly body: Record<string, unknown>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A program that talks to the server as any other would: over HTTP, with cookies, and no page. */
export class Client {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body?: object): Promise<Answer> {
    return this.send('POST', path, body);
  }

  async send(method: Method, path: string, body?: object): Promise<Answer> {
    return this.#ask(method, path, 'application/json', body && { type: 'application/json', text: JSON.stringify(body) });
  }

  /** Sends a form as a browser without scripts does. */
  async submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#ask('POST', path, 'text/html', {
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams(fields).toString(),
    });
  }

  signIn(username: string, password: string): Promise<Answer> {
    return this.post('/sign-in', { username, password });
  }

  async #ask(method: Method, path: string, accept: string, body?: { type: string; text: string }): Promise<Answer> {
    const answer = await fetch(new URL(path, this.#origin), {
      method,
      redirect: 'manual',
      headers: {
        accept,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body ? { 'content-type': body.type } : {}),
      },
      ...(body ? { body: body.text } : {}),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await answer.text();
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    const isJson = answer.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: answer.status, headers: answer.headers, text, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ');
    const [name = '', ...value] = pair.split('=');
    if (value.join('=') === '' || attributes.includes('Max-Age=0')) this.#cookies.delete(name);
    else this.#cookies.set(name, value.join('='));
  }
}
