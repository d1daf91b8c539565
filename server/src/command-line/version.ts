import manifest from '../../package.json' with { type: 'json' };

/** The version of this program, as files that it makes name it. */
export const { version } = manifest;
