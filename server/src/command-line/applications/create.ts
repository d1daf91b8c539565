import { SaveApplication } from '@varco/shared/applications/api';
import { INSTALLATION } from '@varco/shared/ids';
import { Refusal } from '#core/refusal';
import { createApplication } from '#features/applications';
import { toIssues } from '#http/problem';
import { atInstallation } from '../installation.ts';
import { organizationWith } from '../organizations/list.ts';
import type { Terminal } from '../terminal.ts';
import { applications } from './messages.ts';

/** What `application create` is told. */
export interface NewApplicationOptions {
  readonly code: string;
  readonly name: string;
  readonly nameEnglish?: string;
  readonly description?: string;
  readonly organization: readonly string[];
  readonly allOrganizations?: true;
  readonly toldWhy?: true;
  readonly maySearch?: true;
}

/** Adds an application, which can ask nothing before it has a secret and serves somebody. */
export async function applicationCreate(
  terminal: Terminal,
  { organization, allOrganizations, toldWhy, maySearch, ...named }: NewApplicationOptions,
): Promise<void> {
  const input = SaveApplication.safeParse({ ...named, isToldWhy: toldWhy === true, maySearch: maySearch === true });
  if (!input.success) throw new Refusal('applications.refused', { issues: toIssues(input.error) });
  await atInstallation(terminal, async (opened) => {
    const { core, actor, scope } = opened;
    const organizations = allOrganizations
      ? scope.organizations.filter((id) => id !== INSTALLATION)
      : await Promise.all(organization.map((loginId) => organizationWith(opened, loginId)));
    await createApplication(core, actor, { ...input.data, organizations: [...new Set(organizations)] });
    terminal.remark(applications.created(input.data.code)[terminal.language]);
  });
}
