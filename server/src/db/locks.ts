/**
 * The numbers of our advisory locks, each for one thing that happens once at a time. The partitions of the log take theirs in
 * `0002_access_log.sql`, the claim of a run (7_265_007) in `0012_jobs.sql`, a group that moves (that of `groups`) in `0023_groups.sql`, and a data folder's parent has one in another database (`db/embedded/hold.ts`).
 */
export const locks = {
  migrations: 7_265_001,
  partitions: 7_265_002,
  policy: 7_265_003,
  pendingFromAnAddress: 7_265_004,
  setup: 7_265_005,
  visitors: 7_265_006,
  sealer: 7_265_008,
  purge: 7_265_018,
  backup: 7_265_040,
  organizations: 7_265_050,
  groups: 7_265_060,
  modules: 7_265_080,
  assistance: 7_265_110,
  oneRole: 7_265_120,
} as const;
