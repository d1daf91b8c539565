import type { Clock } from '#core/clock';
import type { Config } from '#core/config';
import type { Db } from '#db/database';
import { checkpointStandings, isBeingSealed, newestCheckpointOf, sealState } from '#features/access-log';
import { type Finding, fault, ok, warning } from './finding.ts';

const BEHIND_SECONDS = 60;

/** Whether what happened is sealed in time (requirements D5). */
export async function seals(db: Db, clock: Clock): Promise<Finding> {
  const { unsealedRows, oldestUnsealedAt, size } = await sealState(db);
  const seconds = oldestUnsealedAt === null ? 0 : Math.round((clock.now().getTime() - oldestUnsealedAt.getTime()) / 1_000);
  const waiting = `${unsealedRows} ${unsealedRows === 1 ? 'row waits' : 'rows wait'}`;
  if (!(await isBeingSealed(db))) return ok(`The log has ${size} seals; ${waiting} for the server, which seals while it runs.`);
  return seconds < BEHIND_SECONDS
    ? ok(`The log is being sealed: ${size} seals, ${waiting}.`)
    : fault(`The log is being sealed, but ${waiting} since ${seconds} s: end the transaction that has been writing for so long.`);
}

/** Whether checkpoints are written where they should be, and whether the log still is the one they speak of. */
export async function checkpoints(db: Db, config: Config): Promise<Finding[]> {
  const { checkpoint } = await newestCheckpointOf(db);
  return checkpointStandings(config, checkpoint).map(({ path, standing }) => sentences[standing](path, checkpoint !== null));
}

type Standing = ReturnType<typeof checkpointStandings>[number]['standing'];

const sentences: Readonly<Record<Standing, (path: string, isSigned: boolean) => Finding>> = {
  unusable: (path) => fault(`Checkpoints of the log cannot be written to ${path}: let the user that starts Varco write there.`),
  behind: (path) => fault(`The log is shorter than the newest checkpoint in ${path} says: run "varco log verify".`),
  another: (path) => fault(`The log is another one than the newest checkpoint in ${path} says: run "varco log verify".`),
  none: (path, isSigned) =>
    isSigned
      ? warning(`There is no checkpoint of the log in ${path} yet: a running server writes one within seconds.`)
      : ok(`No checkpoint of the log has been signed yet.`),
  'goes-on': (path) => ok(`The log goes on from the newest checkpoint in ${path}.`),
};
