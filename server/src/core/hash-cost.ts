/** Cost of one Argon2id hash: memory in KiB, passes, lanes (RFC 9106; the default is that of requirements D7). */
export interface HashCost {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** The least that is accepted, and what holds unless VARCO_HASH_COST says more. */
export const defaultCost: HashCost = { memory: 19_456, passes: 2, lanes: 1 };
