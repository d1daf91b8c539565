/**
 * What the list of users keeps: those whom nothing lasting keeps out (the default; a lock passes, and whoever must lift it sees it here),
 * everybody, those of one state, or whom nothing lasting keeps out and who never signed in. In the order in which they are offered.
 */
export const userFilters = [
  'can-enter',
  'all',
  'locked',
  'disabled',
  'inactive',
  'suspended',
  'service',
  'out-of-validity',
  'not-authorized',
  'never-signed-in',
  'ceased',
] as const;
