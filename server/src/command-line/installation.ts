import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import { refuseUnsettled } from '#backup/unfinished';
import type { Actor, Scope } from '#core/actor';
import { systemClock } from '#core/clock';
import { type Config, readConfig } from '#core/config';
import type { Core } from '#core/core';
import { Events } from '#core/events';
import { argon2Hasher } from '#core/hasher';
import { systemRandom } from '#core/random';
import { Refusal } from '#core/refusal';
import { allOrganizations, exactUsername, findUserByName } from '#features/identity';
import { Queue } from '#jobs/queue';
import { follow } from '../app.ts';
import { isDemonstration } from '../demo/nature.ts';
import { CommandFault, installation, users } from './messages.ts';
import { type MigrationState, migrationState } from './migrations.ts';
import { type Keeper, type Roles, reachDatabase } from './reach.ts';
import { readExistingKeys } from './secret-key.ts';
import type { Terminal } from './terminal.ts';

/** The installation opened for one command, with the operator who gave it. */
export interface Opened {
  readonly core: Core;
  readonly actor: Actor;
  /** Every organization, and the installation itself. */
  readonly scope: Scope;
  /** Where a new user belongs. */
  readonly organizationId: OrganizationId;
  readonly roles: Roles;
  readonly keeper: Keeper;
}

/** Opens the installation as it is, running or stopped, does the work and leaves it as it was. */
export async function atInstallation(terminal: Terminal, work: (opened: Opened) => Promise<void>): Promise<void> {
  const config = readConfig(terminal.environment);
  const keys = readExistingKeys(config);
  const reached = await reachDatabase(terminal, config);
  const { db, log } = reached;
  try {
    await refuseOtherVersion(config, await migrationState(db));
    await refuseUnsettled(reached.roles.owner);
    await refuseOtherNature(config, await isDemonstration(db));
    const organizations = await allOrganizations(db);
    const [first] = organizations;
    if (!first) throw new Refusal('setup.required');
    const events = new Events();
    follow({ events, clock: systemClock, random: systemRandom, config, keys });
    await work({
      core: {
        db,
        config,
        keys,
        log,
        events,
        clock: systemClock,
        random: systemRandom,
        hasher: await argon2Hasher(config.hashCost),
        queue: new Queue({ clock: systemClock, random: systemRandom }),
      },
      actor: operatorAt(terminal),
      scope: { organizations: [...organizations.map(({ id }) => id), INSTALLATION] },
      organizationId: first.id,
      roles: reached.roles,
      keeper: reached.keeper,
    });
  } finally {
    await reached.leave();
  }
}

/** The user with exactly this name; refuses with a sentence when there is none. */
export async function userNamed(
  { core, scope }: Opened,
  typed: string,
): Promise<{ id: UserId; username: string; organizationId: OrganizationId }> {
  const username = exactUsername(typed);
  const user = await core.db.as(scope, (tx) => findUserByName(tx, username));
  if (!user) throw new CommandFault(users.unknown(username));
  return user;
}

/** Whoever sits at the terminal, as the log names him. */
export const operatorAt = ({ account }: Terminal): Actor => ({
  kind: 'operator',
  account,
  client: { address: null, browser: null, channel: 'command-line' },
});

async function refuseOtherNature({ demo, data }: Config, found: boolean): Promise<void> {
  if (found && !demo) throw new CommandFault(installation.isDemonstration(data));
  if (demo && !found) throw new CommandFault(installation.isNoDemonstration(data));
}

async function refuseOtherVersion(config: Config, state: Awaited<ReturnType<typeof migrationState>>): Promise<void> {
  if (!state) throw new CommandFault(installation.neverFinished(config.data));
  refuseForeign(state);
  if (state.missing.length > 0) throw new CommandFault(installation.olderDatabase(state.missing.length));
}

/** Refuses a database of a newer or of another version. */
export function refuseForeign({ unknown: [unknown], different: [different] }: MigrationState): void {
  if (unknown !== undefined) throw new CommandFault(installation.newerDatabase(unknown));
  if (different !== undefined) throw new CommandFault(installation.otherDatabase(different));
}
