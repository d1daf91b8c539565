import { randomBytes, randomInt } from 'node:crypto';
import { v7 } from 'uuid';

/** The only source of chance; tests put a numbered one in its place. */
export interface Random {
  bytes(count: number): Buffer;
  /** A new UUIDv7 (RFC 9562, 5.7). */
  id<Id extends string>(): Id;
  /** A whole number from 0 up to but not including `limit`, evenly distributed. */
  below(limit: number): number;
}

/** Chance from the operating system. */
export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  id: <Id extends string>() => v7() as Id,
  below: (limit) => randomInt(limit),
};

/** Whether somebody could have been given this secret: a text of another form needs no question to the database. */
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** A secret of 256 bits in 43 base64url characters, for cookies and links. */
export const newToken = (random: Random): string => random.bytes(32).toString('base64url');
