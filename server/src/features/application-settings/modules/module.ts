import type { SettingsSchema } from '@varco/shared/application-settings/schema';
import type { Manifest } from '@varco/shared/applications/api';
import { actions } from '@varco/shared/authorization/capabilities';
import type { z } from 'zod';

/** An application that comes with the product: Varco keeps its rights and settings, the program is the organization's. */
export interface Module {
  readonly code: string;
  readonly name: string;
  readonly nameEnglish: string;
  readonly description: string;
  readonly functions: z.input<typeof Manifest>['functions'];
  readonly settings: z.input<typeof SettingsSchema>;
}

/** A kind of thing with the four actions that everybody knows, as far as each may reach. */
export const everyday = (name: string, label: string, labelEnglish: string): Module['functions'][number] => ({
  name,
  label,
  labelEnglish,
  actions: actions.map((action) => ({ name: action, levels: ['department', 'organization', 'all'], proposed: 'department' })),
});
