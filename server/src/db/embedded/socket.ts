import { closeSync, existsSync, mkdtempSync, openSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The port in the socket's name; nothing listens on a network. */
export const port = 5432;

/** A way to a socket folder that is short enough for the system. */
interface SocketDoor {
  /** What the driver takes as host. */
  host: string;
  close(): void;
}

/** Bytes of a socket's path, without the closing zero: `sun_path` has 108 on Linux, 104 on BSD and macOS. */
const longestPath = (platform: string): number => (platform === 'linux' ? 107 : 103);

/** Opens a way to the folder of the socket, through a file descriptor or a link when its own path is too long. */
export function openSocketDoor(run: string, platform: string = process.platform): SocketDoor {
  if (Buffer.byteLength(join(run, `.s.PGSQL.${port}`)) <= longestPath(platform)) return { host: run, close: () => undefined };
  // A descriptor leaves nothing behind and no cleaner of temporary folders can take it away.
  if (platform === 'linux' && existsSync('/proc/self/fd')) {
    const folder = openSync(run, 'r');
    return { host: `/proc/self/fd/${folder}`, close: () => closeSync(folder) };
  }
  const folder = mkdtempSync(join(tmpdir(), 'varco-'));
  symlinkSync(run, join(folder, 'run'));
  return { host: join(folder, 'run'), close: () => rmSync(folder, { recursive: true, force: true }) };
}
