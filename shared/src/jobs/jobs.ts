import { z } from 'zod';

/** Everything that is done apart from a request and leaves a run behind: by a plan, or because somebody asked. */
export const jobNames = [
  'suspend-inactive',
  'forget-runs',
  'import-staff',
  'import-structure',
  'first-passwords',
  'nightly-backup',
  'erase-person',
  'purge-log',
  'log-archive',
  'verify-log',
] as const;
/** The shape of a job's name. */
export const JobName = z.enum(jobNames);
export type JobName = (typeof jobNames)[number];

/** Where a run stands. */
export const runStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
/** The shape of a run's state. */
export const RunState = z.enum(runStates);
export type RunState = (typeof runStates)[number];

/**
 * How a run may end. The first five belong to every job: nothing special to tell, stopped by somebody, a fault of ours (its trace is in
 * the server's log), the nodes that took it fell silent three times, an input that this version does not read.
 */
export const outcomeCodes = [
  'done',
  'cancelled',
  'fault',
  'node-lost',
  'input-unreadable',
  'rule-off',
  'users-suspended',
  'suspension-held',
  'runs-forgotten',
  'staff-imported',
  'staff-not-imported',
  'structure-imported',
  'structure-not-imported',
  'first-passwords-made',
  'backup-made',
  'backup-failed',
  'person-erased',
  'person-erased-outside',
  'log-purged',
  'log-kept-for-ever',
  'log-purge-refused',
  'log-archived',
  'log-not-archived',
  'log-verified',
  'log-not-compared',
  'log-differs',
] as const;
/** The shape of an outcome's code. */
export const OutcomeCode = z.enum(outcomeCodes);
export type OutcomeCode = (typeof outcomeCodes)[number];

/** How a run ended, with the figures its sentence needs; never a name. */
export interface Outcome {
  readonly code: OutcomeCode;
  readonly [figure: string]: number | string;
}

/** From when to when a run went, whose it is. */
export type RunId = string & z.core.$brand<'RunId'>;
/** The shape of a run's id. */
export const RunId = z.uuid().transform((value) => value as RunId);
