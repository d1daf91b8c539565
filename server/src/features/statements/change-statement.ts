import type { ChangeStatement, Statement, StatementName } from '@varco/shared/statements/api';
import { defaultStatements } from '@varco/shared/statements/texts';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { allOrganizations, byWhom, personInLog } from '#features/identity';
import { insertWording, type OwnWording, wordingInForce } from './store.ts';
import { forgetWording } from './wording-in-force.ts';

/** A statement as people read it now, in both languages. */
export async function readStatement(core: Pick<Core, 'db'>, name: StatementName): Promise<Statement> {
  return statementOf(name, await wordingInForce(core.db, name));
}

function statementOf(name: StatementName, { version, it, en }: OwnWording): Statement {
  return {
    version,
    it: { text: it ?? defaultStatements[name].it, own: it !== null },
    en: { text: en ?? defaultStatements[name].en, own: en !== null },
  };
}

/** Saves the organization's wording over the version that was seen; saving what is there already writes nothing, and the log says who changed it. */
export async function changeStatement(
  core: Pick<Core, 'db' | 'clock' | 'keys' | 'random'>,
  actor: SignedIn,
  scope: Scope,
  name: StatementName,
  { version, it, en }: ChangeStatement,
): Promise<Statement> {
  const at = core.clock.now();
  const { organizationId, userId } = actor;
  // They are read by everybody at the door: one wording for the whole installation, which its first organization keeps.
  if ((await allOrganizations(core.db))[0]?.id !== organizationId) throw new Refusal('organizations.of-installation');
  const before = await wordingInForce(core.db, name);
  if (before.version !== version) throw changedMeanwhile(name, before);
  if (before.it === it && before.en === en) return statementOf(name, before);

  const after = { version: version + 1, it, en };
  const saved = await core.db.as(scope, async (tx) => {
    if (!(await insertWording(tx, { ...after, organizationId, statement: name, since: at, by: userId }))) return false;
    const { actor: by } = await byWhom(tx, actor);
    const subject = await personInLog(tx, organizationId, actor.userId);
    await record(tx, {
      at,
      event: 'statement-changed',
      organizationId,
      subject,
      actor: by,
      sessionNumber: actor.sessionNumber,
      client: actor.client,
      detail: await detailOf(core, tx, organizationId, 'statement-changed', [
        { field: 'statement', before: null, after: name },
        { field: 'version', before: before.version, after: after.version },
        { field: 'ownItalian', before: before.it !== null, after: it !== null },
        { field: 'ownEnglish', before: before.en !== null, after: en !== null },
      ]),
    });
    return true;
  });
  if (!saved) throw changedMeanwhile(name, await wordingInForce(core.db, name));
  forgetWording(core);
  return statementOf(name, after);
}

/** The other's text goes with the refusal, so that the second editor sees it beside his own. */
const changedMeanwhile = (name: StatementName, now: OwnWording): Refusal =>
  new Refusal('request.changed-meanwhile', { current: statementOf(name, now) });
