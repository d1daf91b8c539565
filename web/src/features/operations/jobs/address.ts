import { type JobName, jobNames, type RunState, runStates } from '@varco/shared/jobs/jobs';
import { given, oneOf, textIn } from '../../../core/address.ts';

/** What the address of the jobs holds: which runs are shown, and from where on. */
export interface JobsAddress {
  readonly job?: JobName;
  readonly state?: RunState;
  readonly after?: string;
}

/** Reads the address of the jobs; what is not understood is ignored. */
export const readJobsAddress = (values: Readonly<Record<string, unknown>>): JobsAddress => ({
  ...given('job', oneOf(values, 'job', jobNames)),
  ...given('state', oneOf(values, 'state', runStates)),
  ...given('after', textIn(values, 'after')),
});
