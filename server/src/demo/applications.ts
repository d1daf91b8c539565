import { Manifest, SaveApplication } from '@varco/shared/applications/api';
import type { ApplicationId, OrganizationId } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { createApplication, registerManifest } from '#features/applications';
import { createRole } from '#features/authorization';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;

const levels = ['department', 'organization'];

/** What the invented application manages: an everyday kind of thing, and one with an action of its own. */
const manifest = Manifest.parse({
  functions: [
    {
      name: 'cases',
      label: 'Pratiche',
      labelEnglish: 'Cases',
      actions: [
        { name: 'search', levels: [...levels, 'all'], proposed: 'department' },
        { name: 'create', levels },
        { name: 'modify', levels },
        { name: 'delete', levels: ['organization'] },
        { name: 'sign', label: 'Firma', labelEnglish: 'Sign', levels, licence: 'professional' },
        { name: 'close', label: 'Chiusura', labelEnglish: 'Close', levels },
      ],
    },
    {
      name: 'rates',
      label: 'Tariffe dei servizi',
      labelEnglish: 'Rates of services',
      actions: [
        { name: 'search', levels: ['organization'] },
        { name: 'create', levels: ['organization'] },
      ],
    },
  ],
});

/** Gives the municipality an application with a few functions, and a role that grants them; it has no secret, so nobody can ask as it. */
export async function makeApplication(core: Needs, actor: Actor, { organizationId }: { organizationId: OrganizationId }): Promise<void> {
  const input = SaveApplication.parse({
    code: 'social-records',
    name: 'Cartella sociale',
    nameEnglish: 'Social records',
    description: 'Le pratiche dei servizi sociali',
    organizations: [organizationId],
  });
  const id = (await createApplication(core, actor, input)).id as ApplicationId;
  await registerManifest(core, actor, id, manifest);
  await createRole(core, actor, organizationId, {
    name: 'Assistente sociale',
    nameEnglish: 'Social worker',
    description: 'Per chi segue le pratiche del proprio servizio',
    descriptionEnglish: 'For those who follow the cases of their own department',
    departmentId: null,
    forUnplaced: false,
    active: true,
    grants: {
      'social-records/cases': { search: 'department', create: 'department', modify: 'department', sign: 'department' },
      'social-records/rates': { search: 'organization' },
    },
    // What is closed is read, and changed no more.
    conditions: { 'social-records/cases': 'action.name == "search" || resource.properties.closed == false' },
  });
}
