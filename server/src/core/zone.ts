import type { SignedIn } from './actor.ts';
import type { Core } from './core.ts';

/** The same, in the time zone of the organization for which somebody works: for the hours and days that he is shown (requirements D9). */
export const inZoneOf = <Needs extends Pick<Core, 'config'>>(core: Needs, { timeZone }: Pick<SignedIn, 'timeZone'>): Needs =>
  timeZone === core.config.timeZone ? core : { ...core, config: { ...core.config, timeZone } };
