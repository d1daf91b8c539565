/** The floors of the house, from the ground up: a feature may use the floors below its own, never its neighbours or what stands higher. */
export const floors = [
  ['access-log'],
  ['identity'],
  ['structure', 'policy', 'groups', 'applications'],
  ['authorization', 'credentials', 'operators'],
  ['delegations', 'assistance'],
  ['sessions', 'decision-point', 'application-settings'],
  ['sign-in'],
  ['formal-authorizations'],
  ['setup', 'directory', 'statements', 'log-searches'],
  ['retention', 'organizations', 'seats'],
  ['operations', 'staff-import', 'erasure'],
  ['first-passwords', 'log-evidence'],
];

/** The features that `feature` may not use: its neighbours and everything higher. */
export function outOfReach(feature) {
  const own = floors.findIndex((floor) => floor.includes(feature));
  if (own < 0) throw new Error(`${feature} stands on no floor: add it to server/floors.mjs`);
  return floors
    .slice(own)
    .flat()
    .filter((other) => other !== feature);
}
