import { queryOptions } from '@tanstack/react-query';
import type { SchemaPlan } from '@varco/shared/application-settings/api';
import type { SettingsSchema } from '@varco/shared/application-settings/schema';
import type {
  Application,
  ApplicationList,
  ChangeApplication,
  MadeSecret,
  ManifestPlan,
  SaveApplication,
} from '@varco/shared/applications/api';
import type { Made } from '@varco/shared/structure/api';
import { call } from '../../core/http.ts';

/** Every application, and the organizations that one may serve. */
export const applicationsQuery = queryOptions({
  queryKey: ['applications', 'list'],
  queryFn: ({ signal }) => call<ApplicationList>('/api/applications', { signal }),
});

const pathOf = (id: string): string => `/api/applications/${encodeURIComponent(id)}`;

/** One application with its functions, and with its secrets but for what they are. */
export const applicationQuery = (id: string) =>
  queryOptions({ queryKey: ['applications', 'one', id], queryFn: () => call<Application>(pathOf(id)) });

/** Adds an application. */
export const createApplication = (application: SaveApplication): Promise<Made> =>
  call('/api/applications', { method: 'POST', body: application });

/** Changes an application, if nobody changed it meanwhile. */
export const changeApplication = (id: string, application: ChangeApplication): Promise<void> =>
  call(pathOf(id), { method: 'PUT', body: application });

/** Removes an application in which no role grants anything. */
export const removeApplication = (id: string): Promise<void> => call(pathOf(id), { method: 'DELETE' });

/** What a file of functions would change; nothing is saved. */
export const planFunctions = (id: string, manifest: unknown): Promise<ManifestPlan> =>
  call(`${pathOf(id)}/functions/plans`, { method: 'POST', body: manifest });

/** Registers a file of functions in the place of what was there. */
export const registerFunctions = (id: string, manifest: unknown): Promise<ManifestPlan> =>
  call(`${pathOf(id)}/functions`, { method: 'PUT', body: manifest });

/** Which settings an application registered. */
export const settingsSchemaQuery = (id: string) =>
  queryOptions({ queryKey: ['applications', 'settings-schema', id], queryFn: () => call<SettingsSchema>(`${pathOf(id)}/settings-schema`) });

/** What a file of settings would change; nothing is saved. */
export const planSettings = (id: string, schema: unknown): Promise<SchemaPlan> =>
  call(`${pathOf(id)}/settings-schema/plans`, { method: 'POST', body: schema });

/** Registers a file of settings in the place of what was there. */
export const registerSettings = (id: string, schema: unknown): Promise<SchemaPlan> =>
  call(`${pathOf(id)}/settings-schema`, { method: 'PUT', body: schema });

/** Makes a secret, told this once. */
export const makeSecret = (id: string): Promise<MadeSecret> => call(`${pathOf(id)}/secrets`, { method: 'POST' });

/** Withdraws a secret. */
export const withdrawSecret = (id: string, secret: string): Promise<void> =>
  call(`${pathOf(id)}/secrets/${encodeURIComponent(secret)}`, { method: 'DELETE' });
