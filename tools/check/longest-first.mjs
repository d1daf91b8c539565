import { BaseSequencer } from 'vitest/node';

/**
 * The files that take longest, the longest first: one that begins last is waited for by every other worker.
 * The order matters, not the truth of it: a name that is missing or wrong costs some seconds.
 */
const longest = [
  'e2e/pages-italian.test.ts',
  'e2e/pages-english.test.ts',
  'e2e/kills.test.ts',
  'e2e/starts.test.ts',
  'e2e/console.test.ts',
  'e2e/demonstration.test.ts',
  'e2e/log-searches.test.ts',
  'e2e/jobs.test.ts',
  'e2e/people.test.ts',
  'e2e/browsers.test.ts',
  'e2e/first-passwords.test.ts',
  'e2e/sessions.test.ts',
  'e2e/first-start.test.ts',
  'e2e/staff-import.test.ts',
  'server/src/command-line/backups/backup.test.ts',
  'server/src/features/directory/narrowing/narrowing.test.ts',
  'server/src/features/staff-import/import.test.ts',
  'server/src/db/embedded.test.ts',
  'server/src/cli.test.ts',
  'server/src/features/directory/not-authorized.test.ts',
  'server/src/features/staff-import/structure/structure-import.test.ts',
  'server/src/features/directory/store.test.ts',
  'server/src/features/access-log/seals/verify-log.test.ts',
  'server/src/command-line/backups/move.test.ts',
  'server/src/features/log-searches/export-log.test.ts',
  'server/src/features/access-log/store.test.ts',
  'server/src/features/first-passwords/first-passwords.test.ts',
  'server/src/demo/year.test.ts',
  'server/src/command-line/log/export.test.ts',
  'server/src/features/staff-import/files.test.ts',
];

/** Where a file stands among the longest; after all of them when it is none. */
const placeOf = ({ moduleId }) => {
  const place = longest.findIndex((path) => moduleId.endsWith(`/${path}`));
  return place === -1 ? longest.length : place;
};

/** The files of each project with those that take longest at the head; all others stay as they come. */
export function longestFirst(files) {
  const projects = [...new Set(files.map(({ project }) => project.name))];
  return projects.flatMap((name) => files.filter(({ project }) => project.name === name).sort((a, b) => placeOf(a) - placeOf(b)));
}

/** Begins with the files that take longest; the others follow as vitest orders them, by their size. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    return longestFirst(await super.sort(files));
  }
}
