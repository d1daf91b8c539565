import { expect, test } from 'vitest';
import { readJobsAddress } from './address.ts';

test('the address of the jobs keeps what it understands and ignores the rest', () => {
  expect(readJobsAddress({ job: 'forget-runs', state: 'failed', after: 'abc', row: '3' })).toEqual({
    job: 'forget-runs',
    state: 'failed',
    after: 'abc',
  });
  expect(readJobsAddress({ job: 'no-such-job', state: ['failed'], after: '' })).toEqual({});
});
