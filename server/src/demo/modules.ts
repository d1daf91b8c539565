import type { ChangeSettings } from '@varco/shared/application-settings/api';
import type { Day } from '@varco/shared/days';
import type { OrganizationId, RoleId, UserId } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { changeSettings, registerModules } from '#features/application-settings';
import { switchBuiltIn } from '#features/applications';
import { assignRole, createRole } from '#features/authorization';
import { numbers } from './numbers.ts';
import type { Invented } from './people.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events' | 'log'>;

/** What the municipality wants for everybody. */
const common: Readonly<Record<string, ChangeSettings['values']>> = {
  agenda: { 'day-starts': '08:00', 'day-ends': '17:30', reminder: 30 },
  crm: { area: 'Relazioni con il pubblico', visibility: 'group' },
  documents: { quota: 2_048, 'versions-kept': 20 },
  mail: { sender: 'protocollo@comune.example', 'check-every': 10 },
};

/** What somebody likes, by his place in the draw. */
const tastes: readonly { readonly code: string; readonly values: ChangeSettings['values'] }[] = [
  { code: 'agenda', values: { 'initial-view': 'day', 'usual-length': 30 } },
  { code: 'agenda', values: { 'initial-view': 'month', visibility: 'group' } },
  { code: 'mail', values: { rows: 100, 'reading-pane': 'bottom', density: 'compact' } },
  { code: 'mail', values: { format: 'text', 'ask-receipt': true } },
  { code: 'documents', values: { 'initial-folder': '/protocollo', 'versions-kept': 5 } },
  { code: 'crm', values: { 'agent-code': 'URP-07', notifications: false } },
];

/** How many of the people chose something for themselves. */
const CHOOSERS = 24;

/** Switches the modules on, with what the municipality and some of its people chose, and a role that grants them. */
export async function useModules(
  core: Needs,
  actor: Actor,
  given: {
    readonly organizationId: OrganizationId;
    readonly people: readonly { readonly id: UserId; readonly person: Invented }[];
    readonly seed: number;
    readonly day: Day;
  },
): Promise<void> {
  const { organizationId, people, seed, day } = given;
  await registerModules(core);
  const everybody = { organizationId, userId: null };
  for (const [code, values] of Object.entries(common)) {
    await switchBuiltIn(core, actor, code, true);
    await changeSettings(core, actor, everybody, code, { version: 0, values });
  }
  const chance = numbers(seed + 27);
  const below = (count: number): number => Math.floor(chance() * count);
  const staff = people.filter(({ person }) => person.kind === 'person');
  const choosers = new Set(Array.from({ length: CHOOSERS }, () => staff[below(staff.length)]?.id));
  for (const userId of choosers) {
    const taste = tastes[below(tastes.length)];
    if (userId === undefined || !taste) continue;
    const signature = people.find(({ id }) => id === userId)?.person;
    const own: ChangeSettings['values'] =
      taste.code === 'mail' && signature ? { signature: `${signature.givenName} ${signature.familyName}` } : {};
    await changeSettings(core, actor, { organizationId, userId }, taste.code, { version: 0, values: { ...taste.values, ...own } });
  }
  const { id } = await createRole(core, actor, organizationId, {
    name: 'Collaborazione',
    nameEnglish: 'Collaboration',
    description: 'Agenda, documenti e posta del proprio servizio',
    descriptionEnglish: 'Calendar, documents and mail of the own department',
    departmentId: null,
    forUnplaced: false,
    active: true,
    conditions: {},
    grants: {
      'agenda/appointments': { search: 'organization', create: 'department', modify: 'department', delete: 'department' },
      'documents/documents': { search: 'department', create: 'department', modify: 'department' },
      'mail/messages': { search: 'department', create: 'department' },
    },
  });
  const scope = { organizations: [organizationId] };
  for (const userId of choosers) {
    if (userId === undefined) continue;
    await assignRole(core, actor, scope, userId, { roleId: id as RoleId, unitId: null, from: day, to: null, isDefault: false });
  }
}
