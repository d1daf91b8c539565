import { queryOptions } from '@tanstack/react-query';
import type { ModuleList } from '@varco/shared/application-settings/api';
import { call } from '../../core/http.ts';

/** The modules, and the other applications that have settings here. */
export const modulesQuery = queryOptions({ queryKey: ['settings', 'modules'], queryFn: () => call<ModuleList>('/api/modules') });

/** Switches a module on or off for the whole installation. */
export const switchModule = ({ code, active }: { readonly code: string; readonly active: boolean }): Promise<void> =>
  call(`/api/modules/${encodeURIComponent(code)}`, { method: 'PUT', body: { active } });

/** Where the server has one's own settings of an application. */
export const ownPath = (code: string): string => `/api/me/settings/${encodeURIComponent(code)}`;

/** Where it has those of the organization. */
export const commonPath = (code: string): string => `/api/common-settings/${encodeURIComponent(code)}`;
