import { describe, expect, test } from 'vitest';
import type { DepartmentId, OrganizationId } from '../ids.ts';
import { type Visibility, visibilities } from './capabilities.ts';
import { outOfReach } from './resource.ts';

const [HERE, PARTNER, STRANGER] = ['borgo', 'consorzio', 'altrove'] as [OrganizationId, OrganizationId, OrganizationId];
const [SOCIAL, TAX] = ['social', 'tax'] as [DepartmentId, DepartmentId];
const place = { organizationId: HERE, departmentId: SOCIAL, enabledIn: [HERE, PARTNER] };

/** Of every owner, which levels reach it, and what is said of the others. */
const owners = [
  ['the own department', HERE, SOCIAL, { department: undefined, organization: undefined, all: undefined }],
  ['another department of the same organization', HERE, TAX, { department: 'other-department', organization: undefined, all: undefined }],
  ['no department', HERE, undefined, { department: 'owner-unknown', organization: undefined, all: undefined }],
  [
    'another organization that one may enter',
    PARTNER,
    SOCIAL,
    { department: 'other-organization', organization: 'other-organization', all: undefined },
  ],
  [
    'an organization that one may not enter',
    STRANGER,
    SOCIAL,
    { department: 'other-organization', organization: 'other-organization', all: 'other-organization' },
  ],
  ['nobody said', undefined, SOCIAL, { department: 'owner-unknown', organization: 'owner-unknown', all: 'owner-unknown' }],
] as const satisfies [string, OrganizationId | undefined, DepartmentId | undefined, Record<Visibility, unknown>][];

describe.for(owners)('R2.42 a thing of %s', ([, organizationId, departmentId, expected]) => {
  test.for(visibilities)('with the level %s', (level) => {
    expect(outOfReach(level, place, { organizationId, departmentId })).toBe(expected[level]);
  });
});

test('R2.42 who works in no department reaches no thing by that level', () => {
  const nowhere = { ...place, departmentId: undefined };

  expect(outOfReach('department', nowhere, { organizationId: HERE, departmentId: SOCIAL })).toBe('other-department');
  expect(outOfReach('department', nowhere, { organizationId: HERE, departmentId: undefined })).toBe('owner-unknown');
});
