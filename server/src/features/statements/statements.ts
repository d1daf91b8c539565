import { type Language, languages } from '@varco/shared/language';
import type { ChangeStatement, Statement, StatementName } from '@varco/shared/statements/api';
import { defaultStatements } from '@varco/shared/statements/texts';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { record } from '#features/access-log';
import { findUser } from '#features/identity';
import { insertWording, wordingInForce } from './store.ts';

/** A statement as people read it now, in both languages. */
export async function readStatement(core: Pick<Core, 'db'>, name: StatementName): Promise<Statement> {
  const shown = async (language: Language) => {
    const own = await wordingInForce(core.db, name, language);
    return { text: own ?? defaultStatements[name][language], own: own !== null };
  };
  return { it: await shown('it'), en: await shown('en') };
}

/** Saves the organization's wording; what did not change is not written again, and the log says who changed it. */
export async function changeStatement(
  core: Pick<Core, 'db' | 'clock'>,
  actor: SignedIn,
  scope: Scope,
  name: StatementName,
  input: ChangeStatement,
): Promise<Statement> {
  const at = core.clock.now();
  const { organizationId, userId } = actor;
  await core.db.as(scope, async (tx) => {
    let changed = false;
    for (const language of languages) {
      if ((await wordingInForce(tx, name, language)) === input[language]) continue;
      await insertWording(tx, { organizationId, statement: name, language, text: input[language], since: at, by: userId });
      changed = true;
    }
    if (!changed) return;
    const user = await findUser(tx, userId);
    const subject = user && { userId, organizationId, username: user.username, name: `${user.familyName} ${user.givenName}` };
    await record(tx, { at, event: 'statement-changed', organizationId, subject, sessionNumber: actor.sessionNumber, client: actor.client });
  });
  return readStatement(core, name);
}
