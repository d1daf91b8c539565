let aheadMs = 0;

/** Learns the server's hour from an answer that carries it. */
export function learnServerTime(now: string): void {
  aheadMs = Date.parse(now) - Date.now();
}

/** The server's hour: the browser's clock may be wrong, and deadlines are the server's. */
export const serverNow = (): Date => new Date(Date.now() + aheadMs);
