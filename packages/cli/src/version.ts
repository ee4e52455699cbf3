import packageJson from '../package.json' with { type: 'json' };

/** The version of the bench, said in every report. */
export const version: string = packageJson.version;
