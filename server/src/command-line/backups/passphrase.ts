import { readFileSync } from 'node:fs';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { passphrases } from './messages.ts';

const STANDARD_INPUT = 0;

/** The passphrase from a file, or typed unseen; twice when it is a new one. Never an argument: others see those. */
export async function readPassphrase(terminal: Terminal, file: string | undefined, use: 'new' | 'known'): Promise<string> {
  if (file !== undefined) return fromFile(file);
  const typed = await terminal.ask(passphrases.ask[terminal.language], 'secret');
  if (typed === undefined) throw new CommandFault(passphrases.needed);
  if (use === 'new' && (await terminal.ask(passphrases.again[terminal.language], 'secret')) !== typed)
    throw new CommandFault(passphrases.different);
  return typed;
}

/** One line break at the end belongs to the editor. */
function fromFile(file: string): string {
  try {
    return readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new CommandFault(passphrases.unreadable(file));
  }
}
