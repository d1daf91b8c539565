import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A document to be printed: a template of ours, and what it says. */
export interface Printout {
  /** Typst source; it finds `data` as JSON in `sys.inputs.data`, so that nothing in it is ever read as a command. */
  readonly template: string;
  readonly data: unknown;
}

/** A printed document, and the characters that no font of ours has: they stand in it as �. */
export interface Printed {
  readonly pdf: Buffer;
  readonly missing: readonly string[];
}

/** What the renderer is given: the data already as text, which any process can take. */
export interface Task {
  readonly template: string;
  readonly data: string;
}

/** What the renderer answers: a document, or why there is none. */
export type Rendered = { readonly pdf: Uint8Array; readonly missing: readonly string[] } | { readonly fault: string };

const RENDERER = fileURLToPath(new URL('./renderer.ts', import.meta.url));
const LIMIT_MS = 60_000;

let last: Promise<unknown> = Promise.resolve();

/**
 * Prints an accessible PDF (PDF/UA-1); the same input gives the same bytes. It runs in a process of its own, so that its memory goes back
 * to the machine and its faults end nothing else, and only one at a time. Never call it inside a transaction.
 */
export function printPdf(printout: Printout, limitMs: number = LIMIT_MS): Promise<Printed> {
  const task: Task = { template: printout.template, data: JSON.stringify(printout.data) };
  const turn = last.then(() => render(task, limitMs));
  last = turn.catch(() => undefined);
  return turn;
}

function render(task: Task, limitMs: number): Promise<Printed> {
  return new Promise((resolve, reject) => {
    // Nothing of our surroundings goes along: neither settings nor the options of this process.
    const child = fork(RENDERER, [], { env: {}, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' });
    let said = '';
    let answer: Rendered | undefined;
    const tooLong = setTimeout(() => {
      said = `it took longer than ${limitMs} ms`;
      child.kill('SIGKILL');
    }, limitMs);
    child.stderr?.on('data', (some: Buffer) => {
      said = (said + some.toString('utf8')).slice(-2_000);
    });
    child.on('message', (message: Rendered) => {
      answer = message;
      child.kill('SIGKILL');
    });
    child.on('error', (fault) => {
      clearTimeout(tooLong);
      reject(fault);
    });
    child.on('close', (code, signal) => {
      clearTimeout(tooLong);
      if (answer && 'pdf' in answer) return resolve({ pdf: Buffer.from(answer.pdf), missing: answer.missing });
      return reject(new Error(`Printing failed: ${answer?.fault ?? (said.trim() || `the process ended with ${signal ?? code}`)}`));
    });
    child.send(task, (fault) => {
      if (fault) child.kill('SIGKILL');
    });
  });
}
