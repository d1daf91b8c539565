import type { Role } from '@varco/shared/authorization/api';
import { everything } from '@varco/shared/authorization/capabilities';
import { Functions } from '@varco/shared/authorization/functions';
import type { Me } from '@varco/shared/sessions/api';
import { describe, expect, test } from 'vitest';
import { type Draft, differing, draftOf, emptyDraft, mayGive, merge, proposed, setLevels, taking, typedOf, withLevel } from './draft.ts';

const administrator = { grants: everything('organization') as Me['grants'], administers: 'organization' } as const;
const keeper = { grants: { users: { search: 'organization' } }, administers: 'nothing' } as const;
const functions = new Functions('it', [
  {
    application: { id: '01920000-0000-7000-8000-000000000001', code: 'registry', name: 'Protocollo', nameEnglish: '', active: true },
    functions: [
      {
        name: 'registry/files',
        label: 'Pratiche',
        labelEnglish: '',
        actions: [
          { name: 'search', label: '', labelEnglish: '', levels: ['department', 'organization', 'all'], proposed: 'organization' },
          { name: 'sign', label: 'Firma', labelEnglish: '', levels: ['department', 'all'], proposed: 'all' },
        ],
      },
    ],
  },
]);
const keep = { search: 'keep', create: 'keep', modify: 'keep', delete: 'keep', further: 'keep' } as const;

const role: Role = {
  id: 'r',
  name: 'Sportello',
  nameEnglish: '',
  description: '',
  descriptionEnglish: '',
  department: { id: 'd', name: 'Servizi sociali', nameEnglish: '' },
  forUnplaced: false,
  active: true,
  people: 2,
  capabilities: ['users'],
  grants: { users: { search: 'organization' } },
  conditions: {},
  addresses: [],
  version: 3,
  assigned: true,
};
const draft = draftOf(role);

describe('R2.41 a function that is chosen proposes its levels', () => {
  test('for each action it admits the narrowest, and nothing for what it does not admit', () => {
    expect(proposed(administrator, {}, 'users', functions)).toEqual({
      search: 'organization',
      create: 'organization',
      modify: 'organization',
    });
    expect(proposed(administrator, {}, 'access-log', functions)).toEqual({ search: 'organization' });
    expect(proposed(administrator, {}, 'nothing', functions)).toEqual({});
  });

  test('R1.47 no further than the editor himself', () => {
    expect(proposed(keeper, {}, 'users', functions)).toEqual({ search: 'organization' });
    expect(proposed(keeper, {}, 'policy', functions)).toEqual({});
  });
});

test('R1.47 a level may be given by who has as much, and left by anybody where it is already', () => {
  expect(mayGive(keeper, {}, 'users', 'search', 'organization')).toBe(true);
  expect(mayGive(keeper, {}, 'users', 'search', 'all')).toBe(false);
  expect(mayGive(keeper, {}, 'users', 'modify', 'organization')).toBe(false);
  expect(mayGive(keeper, { users: { modify: 'organization' } }, 'users', 'modify', 'organization')).toBe(true);
});

test('R2.41 an application proposes its own level, and who may not give it gives the narrowest', () => {
  expect(proposed({ ...administrator, administers: 'installation' }, {}, 'registry/files', functions)).toEqual({
    search: 'organization',
    sign: 'all',
  });
  expect(proposed(administrator, {}, 'registry/files', functions)).toEqual({ search: 'organization', sign: 'department' });
});

test('R1.47 who administers gives the rights in applications as far as he administers; others what they have', () => {
  expect(mayGive(administrator, {}, 'registry/files', 'sign', 'organization')).toBe(true);
  expect(mayGive(administrator, {}, 'registry/files', 'sign', 'all')).toBe(false);
  expect(mayGive(keeper, {}, 'registry/files', 'sign', 'department')).toBe(false);
  const signer = { grants: { 'registry/files': { sign: 'department' } }, administers: 'nothing' } as const;
  expect(mayGive(signer, {}, 'registry/files', 'sign', 'department')).toBe(true);
  expect(mayGive(signer, {}, 'registry/files', 'sign', 'all')).toBe(false);
});

test('R1.53 further actions of applications are set at once too, and what is registered no more is only taken out', () => {
  const wanted = { ...keep, further: 'department' } as const;
  const granted = { 'registry/files': { archive: 'all' }, users: { search: 'organization' } } as const;
  expect(setLevels(granted, ['registry/files', 'users'], wanted, functions, () => true)).toEqual({
    grants: { 'registry/files': { archive: 'all', sign: 'department' }, users: { search: 'organization' } },
    set: 1,
    left: 1,
  });
  expect(setLevels(granted, ['registry/files'], { ...keep, further: 'none' }, functions, () => true).grants).toEqual({
    'registry/files': {},
    users: { search: 'organization' },
  });
});

describe('R1.53 the levels of several functions at once', () => {
  const grants = { users: { search: 'organization', modify: 'organization' }, 'access-log': { search: 'organization' } } as const;

  test('are set where the function admits them, taken where nothing is wanted, and the others are counted', () => {
    const result = setLevels(
      grants,
      ['users', 'access-log'],
      { ...keep, search: 'all', create: 'organization', modify: 'none' },
      functions,
      () => true,
    );

    expect(result).toEqual({
      grants: { users: { search: 'all', create: 'organization' }, 'access-log': { search: 'all' } },
      set: 4,
      left: 1,
    });
  });

  test('leave the functions that are not selected, and what the editor may not give', () => {
    expect(setLevels(grants, ['users'], { ...keep, search: 'all' }, functions, () => false)).toEqual({ grants, set: 0, left: 1 });
  });
});

test('R2.40 a row without levels is not sent, and an empty department is the whole organization', () => {
  const grants = withLevel({ users: { search: 'all' }, jobs: {} }, 'users', 'modify', 'all');

  expect(typedOf({ ...emptyDraft, name: 'Nuovo', grants })).toMatchObject({
    name: 'Nuovo',
    departmentId: null,
    grants: { users: { search: 'all', modify: 'all' } },
  });
  expect(typedOf({ ...draft, grants: withLevel(draft.grants, 'users', 'search', undefined) }).grants).toEqual({});
});

describe('when somebody else saved first', () => {
  const mine: Draft = { ...draft, name: 'Sportello unico', grants: { users: { search: 'all', create: 'organization' }, jobs: {} } };

  test('what only he changed is his, what was typed stays, and what both changed is said', () => {
    const current: Draft = { ...draft, description: 'Del comune', grants: { users: {}, policy: { search: 'organization' } } };

    const merged = merge(draft, mine, current);

    expect(merged.draft).toEqual({
      ...mine,
      description: 'Del comune',
      grants: { users: { search: 'all', create: 'organization' }, jobs: {}, policy: { search: 'organization' } },
    });
    expect(merged.theirs).toEqual([
      { field: 'description', both: false },
      { field: 'grants.users.search', both: true },
      { field: 'grants.policy.search', both: false },
    ]);
    expect(taking(merged.draft, current, 'grants.users.search').grants.users).toEqual({ create: 'organization' });
  });

  test('the same typed by both is no question', () => {
    expect(merge(draft, mine, mine).theirs.filter(({ both }) => both)).toEqual([]);
  });

  test('two drafts that say the same differ in nothing, whatever rows stand empty', () => {
    expect(differing(draft, { ...draft, grants: { ...draft.grants, jobs: {} } })).toEqual([]);
  });
});
