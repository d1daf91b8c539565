import { ToldFault } from '#core/told-fault';

/** What can stand between a data folder and a running server; each has one sentence for the terminal. */
export type EmbeddedFaultCode =
  | 'unsupported-platform'
  | 'engine-missing'
  | 'engine-unusable'
  | 'user-without-name'
  | 'closed-folder'
  | 'unwritable-folder'
  | 'read-only-folder'
  | 'foreign-folder'
  | 'in-use'
  | 'other-version'
  | 'not-a-database'
  | 'disk-full'
  | 'memory'
  | 'not-started';

/** A reason why the built-in database cannot run; the message is one line that names the thing and the mend. */
export class EmbeddedFault extends ToldFault {
  readonly code: EmbeddedFaultCode;

  constructor(code: EmbeddedFaultCode, message: string) {
    super(message);
    this.name = 'EmbeddedFault';
    this.code = code;
  }
}

/** The `code` of a system or database error, or undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The text of anything thrown, on one line. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim();
}

/** The fault of a disk without room, met while working in `folder`. */
export function diskFull(folder: string): EmbeddedFault {
  return new EmbeddedFault('disk-full', `The disk of ${folder} is full: free at least 1 GB there and start Varco again.`);
}

/** The fault of a data folder that a living process already holds. */
export function inUse(data: string, pid: number): EmbeddedFault {
  return new EmbeddedFault(
    'in-use',
    `Varco already runs on ${data} as process ${pid}: stop that one first, or name another folder with VARCO_DATA.`,
  );
}

/** Translates what the file system answered about `path` into the sentence for the person who chose the folder. */
export function folderFault(error: unknown, path: string): EmbeddedFault {
  switch (codeOf(error)) {
    case 'EROFS':
      return new EmbeddedFault(
        'read-only-folder',
        `${path} is on a read-only file system: make it writable, or name another folder with VARCO_DATA.`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path);
    case 'EACCES':
    case 'EPERM':
      return new EmbeddedFault(
        'unwritable-folder',
        `Varco may not write in ${path}: give that folder to the user that starts Varco, or name another one with VARCO_DATA.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedFault(
        'unwritable-folder',
        `${path} cannot be a folder because a file is in the way: name another folder with VARCO_DATA.`,
      );
    default:
      return new EmbeddedFault(
        'unwritable-folder',
        `The folder ${path} cannot be used (${messageOf(error)}): name another one with VARCO_DATA.`,
      );
  }
}
