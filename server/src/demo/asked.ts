import { ToldFault } from '#core/told-fault';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a start was asked for, besides the environment. */
export interface Asked {
  readonly environment: Environment;
  /** Begin the demonstration again. */
  readonly fresh: boolean;
}

const known = ['--demo', '--fresh'];

/** Reads the words after `npm start --`; an unknown one is refused, so that nobody believes that it did something. */
export function askedOf(words: readonly string[], environment: Environment): Asked {
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length > 0)
    throw new ToldFault(`Varco does not know ${unknown.join(' ')}: a start takes --demo and, with it, --fresh. All else is a setting.`);
  const demo = words.includes('--demo');
  const fresh = words.includes('--fresh');
  if (fresh && !demo && environment.VARCO_DEMO?.trim() !== '1')
    throw new ToldFault('--fresh begins a demonstration again and goes with --demo: nothing else is ever emptied.');
  return { environment: demo ? { ...environment, VARCO_DEMO: '1' } : environment, fresh };
}
