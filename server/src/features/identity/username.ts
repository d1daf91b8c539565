import type { Keys } from '#core/keys';

/** The exact name as it is compared: one composition of accents, no blanks around it. */
export const exactUsername = (typed: string): string => typed.trim().normalize('NFC');

/** The keyed hash by which the door counts attempts at a name, whether or not it exists (requirements D4). */
export const usernameMac = (keys: Keys, username: string): Buffer => keys.mac('username', exactUsername(username));
