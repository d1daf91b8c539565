import { type Problem, type ProblemCode, problems } from '@varco/shared/problems';
import { formatAddress } from './address.ts';

/** A refusal of the server: an expected "no", with the sentence in the reader's language. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** The server did not answer: no network, or the server is restarting. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server did not answer.', { cause });
    this.name = 'Unreachable';
  }
}

/** Whether something thrown is this refusal. */
export const isRefusal = (error: unknown, code: ProblemCode): error is Refused => error instanceof Refused && error.problem.type === code;

type Listener = () => void;
const active = new Set<Listener>();

/** Calls `listener` after each answer that prolonged the session. */
export function onActivity(listener: Listener): () => void {
  active.add(listener);
  return () => active.delete(listener);
}

let leaving = false;

/** Whether the page is on its way to the door: nothing may hold it back any more. */
export const isLeaving = (): boolean => leaving;

/** Leaves for the door, which asks who is there and brings back here; of a session that ended it tells why. */
export function goToDoor(ended: boolean): void {
  leaving = true;
  const here = `${location.pathname}${location.search}`;
  location.assign(`/sign-in${formatAddress({ returnTo: here === '/' ? undefined : here, ended: ended ? '1' : undefined })}`);
}

/** Leaves for the door after signing out, so that Back does not return. */
export function leaveForGood(): void {
  leaving = true;
  location.replace('/sign-in?out=1');
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly file?: Blob;
  /** The route is not activity: its answer does not prolong the session. */
  readonly background?: boolean;
  readonly signal?: AbortSignal;
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && value.type in problems;

async function refusalOf(response: Response): Promise<Refused> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return new Refused(body);
  return new Refused({ type: response.status === 503 ? 'server.unavailable' : 'server.fault', status: response.status, title: '' });
}

/**
 * Asks the server; `Answer` is the shape in `shared` that the route declares, and that the server's own tests hold it to.
 * Without a session the page leaves for the door and this promise never ends.
 */
export async function call<Answer>(path: string, asked: Call = {}): Promise<Answer> {
  const response = await send(path, asked);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** A file of the server, with the answer's headers; it is in this page's memory and nowhere else. */
export async function callFile(path: string, asked: Call): Promise<{ readonly file: Blob; readonly headers: Headers }> {
  const response = await send(path, asked);
  return { file: await response.blob(), headers: response.headers };
}

async function send(path: string, { method = 'GET', query, body, file, background = false, signal }: Call): Promise<Response> {
  const response = await fetch(`${path}${formatAddress(query ?? {})}`, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(file === undefined ? {} : { body: file }),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new Unreachable(cause);
  });
  if (!response.ok) {
    const refused = await refusalOf(response);
    if (response.status !== 401) throw refused;
    goToDoor(refused.problem.type !== 'sign-in.required');
    return new Promise(() => {});
  }
  if (!background) for (const listener of active) listener();
  return response;
}
