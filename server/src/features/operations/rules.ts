const GIBIBYTE = 1024 ** 3;
const LITTLE_SHARE = 0.1;

/** Whether a disk has too little room left: PostgreSQL stops when it is full, and with it the door. */
export const isLow = ({ freeBytes, totalBytes }: { freeBytes: number; totalBytes: number }): boolean =>
  freeBytes < GIBIBYTE || freeBytes < totalBytes * LITTLE_SHARE;
