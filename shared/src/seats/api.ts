import { z } from 'zod';
import { leastLicences } from '../identity/licences.ts';

/** At most so many seats of a licence can be written down. */
export const MOST_SEATS = 1_000_000;

/** Whether sessions at once are counted, or users who have the licence (requirements R5.16). */
export const seatModes = ['concurrent', 'nominal'] as const;
export type SeatMode = (typeof seatModes)[number];

const bought = z.number('seats').int('seats').min(0, 'seats').max(MOST_SEATS, 'seats').nullable();

/** The seats of one licence: how many were bought and how many are taken. */
export const Pool = z.object({
  licence: z.enum(leastLicences),
  /** Null: no limit. */
  bought,
  mode: z.enum(seatModes),
  /** How many users have it: whoever is neither set aside nor over. */
  holders: z.number().int(),
  /** How many sessions of theirs are open now. */
  openSessions: z.number().int(),
  /** More are taken than were bought. */
  isOver: z.boolean(),
  version: z.number().int(),
});
export type Pool = z.infer<typeof Pool>;

/** The seats of the organization for which one works; users of services stand apart, as they take none. */
export const Seats = z.object({
  items: z.array(Pool),
  services: z.object({ holders: z.number().int(), openSessions: z.number().int() }),
});
export type Seats = z.infer<typeof Seats>;

/** How many were bought from now on, and how they are counted. */
export const ChangePool = z.object({ version: z.number().int(), bought, mode: z.enum(seatModes, 'seat-mode') });
export type ChangePool = z.infer<typeof ChangePool>;
