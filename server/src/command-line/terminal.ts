import { userInfo } from 'node:os';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Language } from '@varco/shared/language';
import type { Environment } from '#core/settings/given';

/** The person at the terminal: who he is to the log, in which language he reads, and how he is answered. */
export interface Terminal {
  readonly environment: Environment;
  readonly language: Language;
  /** The system account that the log names. */
  readonly account: string;
  /** Writes what was asked for, on the standard output; resolves when it has been taken. */
  answer(text: string): Promise<void>;
  /** Writes a line beside the answer, on the error stream. */
  remark(line: string): void;
  /** Asks whoever sits there, on the error stream; undefined when nobody does. A secret is not shown while it is typed. */
  ask(question: string, secret?: 'secret'): Promise<string | undefined>;
  /** Whether somebody has interrupted us: what fails from then on is not worth a word. */
  isInterrupted(): boolean;
  /** What must be put in order should somebody interrupt us; returns how to withdraw it. */
  beforeLeaving(step: () => Promise<void>): () => void;
}

/** The language of the system's messages, by the first of the POSIX variables that is set: Italian for `it`, otherwise English. */
export const languageOf = ({ LC_ALL, LC_MESSAGES, LANG }: Environment): Language =>
  /^it/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'it' : 'en';

/** The account that acts; root who came through sudo is named with the person behind, which nobody but root could invent. */
export function accountOf({ SUDO_USER }: Environment, name = systemName()): string {
  const person = name === 'root' ? SUDO_USER?.trim() : undefined;
  if (person === undefined || person === 'root' || !/^[^\p{C}\s]{1,64}$/u.test(person)) return name;
  return `root (sudo da ${person})`;
}

/** Some containers run as a number without a name. */
function systemName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 0}`;
  }
}

/** The terminal of this process; interrupted once it puts things in order, interrupted twice it leaves at once. */
export function openTerminal(environment: Environment): Terminal {
  const steps = new Set<() => Promise<void>>();
  let interrupted = false;
  const interrupt = async (code: number): Promise<void> => {
    if (interrupted) process.exit(code);
    interrupted = true;
    for (const step of [...steps].reverse()) await step().catch(() => undefined);
    process.exit(code);
  };
  for (const [signal, code] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.on(signal, () => void interrupt(code));
  // The program that started us was killed without a word.
  process.on('disconnect', () => void interrupt(129));
  // A reader that has had enough is met where we write.
  process.stdout.on('error', () => undefined);
  return {
    environment,
    language: languageOf(environment),
    account: accountOf(environment),
    answer: (text) => new Promise((done, fail) => process.stdout.write(text, (fault) => (fault ? fail(fault) : done()))),
    remark: (line) => void process.stderr.write(`${line}\n`),
    ask,
    isInterrupted: () => interrupted,
    beforeLeaving: (step) => {
      steps.add(step);
      return () => steps.delete(step);
    },
  };
}

function ask(question: string, secret?: 'secret'): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return Promise.resolve(undefined);
  process.stderr.write(`${question} `);
  const shown = secret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
  const reader = createInterface({ input: process.stdin, output: shown, terminal: true, historySize: 0 });
  return new Promise((done) => {
    reader.once('line', (line) => {
      reader.close();
      done(line);
    });
    reader.once('SIGINT', () => {
      reader.close();
      process.kill(process.pid, 'SIGINT');
    });
    reader.once('close', () => {
      if (secret) process.stderr.write('\n');
      done(undefined);
    });
  });
}
