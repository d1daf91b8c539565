import { z } from 'zod';
import { Day } from '../days.ts';
import { OutcomeCode, RunState } from '../jobs/jobs.ts';

/** How long an archive that is whole waits for whoever asked for it. */
export const ARCHIVE_HOURS = 24;
/** The largest file of checkpoints, in characters: some days of one every ten seconds. */
export const MOST_CHECKPOINTS_TEXT = 4_000_000;
/** How many findings a verdict names one by one. */
export const MOST_FINDINGS_KEPT = 100;

/** The days an archive is asked for, both included; without them the whole log. */
export const AskArchive = z.object({ from: Day.nullable().default(null), to: Day.nullable().default(null) });
export type AskArchive = z.infer<typeof AskArchive>;

/** What a verification is to compare with besides what the installation has: checkpoints kept elsewhere, and the key to believe. */
export const AskVerification = z.object({
  fileName: z.string().max(1_000).default(''),
  checkpoints: z.string().max(MOST_CHECKPOINTS_TEXT).nullable().default(null),
  key: z.string().trim().max(400).default(''),
});
export type AskVerification = z.infer<typeof AskVerification>;

/** Where an archive stands. */
export const ArchiveState = z.enum(['waiting', 'writing', 'ready', 'fetched', 'expired', 'withdrawn', 'failed', 'cancelled']);
export type ArchiveState = z.infer<typeof ArchiveState>;

/** How far the run behind it is. */
const Course = z.object({
  id: z.uuid(),
  state: RunState,
  done: z.number().int(),
  total: z.number().int().nullable(),
  cancelAsked: z.boolean(),
  outcome: z
    .object({ code: OutcomeCode })
    .catchall(z.union([z.number(), z.string()]))
    .nullable(),
});

/** An archive somebody asked for. */
export const Archive = z.object({
  id: z.uuid(),
  state: ArchiveState,
  /** Whether whoever asks asked for it: nobody else can download it. */
  own: z.boolean(),
  by: z.string().nullable(),
  askedAt: z.iso.datetime(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  rows: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  /** In hexadecimal, for whoever receives the file from somebody else. */
  sha256: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  /** null: nobody remembers the run any more. */
  run: Course.nullable(),
});
export type Archive = z.infer<typeof Archive>;

/** In one word what a verification came to. */
export const Conclusion = z.enum(['agrees', 'agrees-alone', 'not-comparable', 'differs']);
export type Conclusion = z.infer<typeof Conclusion>;

/** What a verification found. */
export const LogVerdict = z.object({
  conclusion: Conclusion,
  origin: z.string(),
  seals: z.number().int(),
  rows: z.number().int(),
  values: z.number().int(),
  erased: z.number().int(),
  unreadable: z.number().int(),
  /** Up to this moment every row that was there is sealed. */
  sealedUntil: z.string().nullable(),
  unsealed: z.object({ rows: z.number().int(), oldestAt: z.string().nullable() }),
  purged: z.array(z.object({ month: z.string(), rows: z.number().int(), at: z.string(), days: z.number().int() })),
  /** With how many checkpoints it was compared, and how many of them somebody had kept outside. */
  compared: z.number().int(),
  fromOutside: z.number().int(),
  /** Lines of the file from outside that belong to no checkpoint: what was lost there was not compared. */
  unreadLines: z.number().int().default(0),
  agrees: z.object({ size: z.number().int(), at: z.string() }).nullable(),
  /** The newest of those kept outside that agrees; what is later whoever runs the server could have made again. */
  agreesOutside: z.object({ size: z.number().int(), at: z.string() }).nullable().default(null),
  /** The first of them, as `findings.ts` of the evidence says them; `faults` counts all. */
  findings: z.array(z.looseObject({ kind: z.string() })),
  faults: z.number().int(),
});
export type LogVerdict = z.infer<typeof LogVerdict>;

/** A verification of the whole log that somebody asked for. */
export const Verification = z.object({
  id: z.uuid(),
  by: z.string().nullable(),
  askedAt: z.iso.datetime(),
  fileName: z.string().nullable(),
  /** Whether only a key kept elsewhere was believed. */
  hasKey: z.boolean(),
  conclusion: Conclusion.nullable(),
  run: Course.nullable(),
});
export type Verification = z.infer<typeof Verification>;

/** A verification with its verdict, when it has come to one. */
export const VerificationDetails = Verification.extend({ verdict: LogVerdict.nullable() });
export type VerificationDetails = z.infer<typeof VerificationDetails>;

/** Which log this is, how far it is sealed, and the newest archives and verifications. */
export const LogEvidence = z.object({
  origin: z.string(),
  /** The public key, as people hand it on. */
  key: z.string(),
  checkpoint: z.object({ size: z.number().int(), at: z.string() }).nullable(),
  unsealed: z.object({ rows: z.number().int(), oldestAt: z.iso.datetime().nullable() }),
  archives: z.array(Archive),
  verifications: z.array(Verification),
});
export type LogEvidence = z.infer<typeof LogEvidence>;

/** What was asked for. */
export const AskedEvidence = z.object({ id: z.uuid() });
export type AskedEvidence = z.infer<typeof AskedEvidence>;
