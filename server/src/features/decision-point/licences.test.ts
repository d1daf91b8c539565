import { beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

const levels = ['organization'];
const manifest = {
  functions: [
    {
      name: 'diary',
      label: 'Agenda',
      actions: [
        { name: 'search', levels },
        { name: 'modify', levels, licence: 'collaboration' },
        { name: 'close', label: 'Chiusura', levels, licence: 'professional' },
      ],
    },
  ],
};

let world: World;
let desk: TestBrowser;
let application: string;
let program: (url: string, body: object) => Promise<Record<string, unknown>>;
const people: Partial<Record<string, Somebody>> = {};

const idOf = async (url: string, body: object): Promise<string> => {
  const answer = await desk.post(url, body);
  expect([url, answer.status]).toEqual([url, 201]);
  return String(answer.body.id);
};
const idFor = (licence: string): string => String(people[licence]?.id);

/** A municipality with an application, a role that grants all of it, and somebody of each licence who has it. */
beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  application = await idOf('/api/applications', {
    code: 'office',
    name: 'Ufficio',
    organizations: [world.organizationId],
    isToldWhy: true,
    maySearch: true,
  });
  expect((await desk.send('PUT', `/api/applications/${application}/functions`, manifest)).status).toBe(200);
  const secret = await desk.post(`/api/applications/${application}/secrets`, {});
  const browser = await world.browser({ address: '198.51.100.7', agent: 'ufficio/1.0' });
  const headers = { authorization: `Bearer ${secret.body.token}` };
  program = async (url, body) => (await browser.send('POST', url, body, { headers })).body;
  const role = await idOf('/api/roles', {
    name: 'Tutto',
    grants: { 'office/diary': { search: 'organization', modify: 'organization', close: 'organization' } },
  });
  for (const licence of ['service', 'base', 'collaboration', 'professional'] as const) {
    people[licence] = await world.user({ licence, familyName: licence });
    await idOf(`/api/users/${idFor(licence)}/assignments`, { roleId: role, unitId: null, from: '2026-01-01', to: null });
  }
});

const about = (licence: string, action: string) => ({
  subject: { type: 'user', id: idFor(licence) },
  action: { name: action },
  resource: { type: 'diary', id: '7' },
});
const may = async (licence: string, action: string) => (await program('/access/v1/evaluation', about(licence, action))).decision;
const names = (body: Record<string, unknown>, of: 'id' | 'name') => (body.results as Record<string, string>[]).map((one) => one[of]);

describe('R1.25 the licence of a person decides which programs can be used, whatever roles grant', () => {
  test('in one question and in many, with the reason; a service carries out the procedures of any program', async () => {
    const expected = {
      base: { search: true, modify: false, close: false },
      collaboration: { search: true, modify: true, close: false },
      professional: { search: true, modify: true, close: true },
      service: { search: true, modify: true, close: true },
    };
    for (const [licence, actions] of Object.entries(expected))
      for (const [action, decision] of Object.entries(actions))
        expect([licence, action, await may(licence, action)]).toEqual([licence, action, decision]);

    const { evaluations } = await program('/access/v1/evaluations', { evaluations: [about('base', 'modify'), about('base', 'search')] });
    expect(evaluations).toMatchObject([
      {
        decision: false,
        context: {
          reason: 'licence',
          lacking: ['licence'],
          licence: { has: 'base', needs: 'collaboration' },
          ways: ['role'],
          obstacles: [],
        },
      },
      { decision: true, context: { reason: 'granted' } },
    ]);
  });

  test('in the search of who may and of what one may', async () => {
    const subjects = async (action: string) => {
      const body = await program('/access/v1/search/subject', {
        subject: { type: 'user' },
        action: { name: action },
        resource: { type: 'diary', id: '7' },
      });
      return Object.keys(people).filter((licence) => names(body, 'id').includes(idFor(licence)));
    };
    const actions = async (licence: string) =>
      names(
        await program('/access/v1/search/action', { subject: about(licence, '').subject, resource: about(licence, '').resource }),
        'name',
      );

    expect(await subjects('search')).toEqual(['service', 'base', 'collaboration', 'professional']);
    expect(await subjects('modify')).toEqual(['service', 'collaboration', 'professional']);
    expect(await subjects('close')).toEqual(['service', 'professional']);
    expect(await actions('base')).toEqual(['search']);
    expect(await actions('collaboration')).toEqual(['search', 'modify']);
    expect(await actions('service')).toEqual(['search', 'modify', 'close']);
  });

  test('from the next question on, when it is changed, and when the application asks for another', async () => {
    const { version } = (await desk.get(`/api/users/${idFor('base')}`)).body;
    expect(await may('base', 'modify')).toBe(false);
    await desk.send('PATCH', `/api/users/${idFor('base')}`, { version, licence: 'collaboration' });
    expect(await may('base', 'modify')).toBe(true);

    const [diary] = manifest.functions;
    const wider = { functions: [{ ...diary, actions: diary?.actions.map((action) => ({ ...action, licence: 'professional' })) }] };
    const plan = await desk.send('PUT', `/api/applications/${application}/functions`, wider);
    expect(plan.body).toMatchObject({ changed: ['office/diary'], rolesThatLose: 0 });
    expect(await may('base', 'search')).toBe(false);
    expect(await may('professional', 'search')).toBe(true);
    const wrong = { functions: [{ ...diary, actions: [{ name: 'search', levels, licence: 'service' }] }] };
    expect((await desk.send('PUT', `/api/applications/${application}/functions`, wrong)).body).toMatchObject({
      issues: [{ field: 'functions.0.actions.0.licence', rule: 'licence-known' }],
    });
  });

  test('R2.42 and is named by "why can they?", by the table of what they can do, by a trial, and to the person', async () => {
    const why = async (action: string) =>
      (await desk.get(`/api/users/${idFor('base')}/decision?function=office/diary&action=${action}`)).body;
    expect(await why('close')).toMatchObject({
      allowed: false,
      lacking: ['licence'],
      licence: { has: 'base', needs: 'professional' },
      ways: [{ by: 'role', role: { name: 'Tutto' } }],
    });
    expect(await why('search')).toMatchObject({ allowed: true, licence: null });
    const beyondLicence = [
      { function: 'office/diary', action: 'modify', needs: 'collaboration' },
      { function: 'office/diary', action: 'close', needs: 'professional' },
    ];
    expect((await desk.get(`/api/users/${idFor('base')}/rights/overview`)).body).toMatchObject({
      grants: { 'office/diary': { search: 'organization' } },
      beyondLicence,
    });
    const only = await idOf('/api/roles', { name: 'Chiude', grants: { 'office/diary': { close: 'organization' } } });
    expect((await desk.get(`/api/users/${idFor('base')}/rights/trial?role=${only}`)).body).toMatchObject({
      because: 'licence',
      changes: [],
    });
    const hers = await world.browser({ address: '192.0.2.70' });
    await hers.signIn(people.base as Somebody);
    expect((await hers.get('/api/me/rights')).body).toMatchObject({ licence: 'base', beyondLicence, items: [{ action: 'search' }] });
  });
});
