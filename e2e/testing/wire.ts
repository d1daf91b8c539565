import type { Page } from 'playwright-core';

/** What crossed the wire. */
interface Wire {
  readonly kilobytes: number;
  readonly requests: number;
}

/** How much that is, in words. */
export const said = ({ kilobytes, requests }: Wire): string => `${kilobytes.toFixed(1)} KB in ${requests} requests`;

/** Counts what crosses the wire, heads included; each reading begins anew. What comes from the browser's own store does not count. */
export async function countWire(page: Page): Promise<() => Wire> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    if (encodedDataLength > 0) requests += 1;
  });
  return () => {
    const wire = { kilobytes: bytes / 1024, requests };
    bytes = 0;
    requests = 0;
    return wire;
  };
}
