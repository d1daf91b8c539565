import type { Random } from '#core/random';

/** Letters and figures that are not taken for one another, read aloud or on paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A random first password of four groups, about 79 bits, shown once (requirements D7); policies do not judge it (R3.22). */
export function temporaryPassword(random: Random): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[random.below(ALPHABET.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
