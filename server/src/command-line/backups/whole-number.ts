import { CommandFault } from '../messages.ts';
import { backups } from './messages.ts';

/** The number of an option, or a sentence that says what it must be. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new CommandFault(backups.badNumber(option, `${least}-${most}`));
}
