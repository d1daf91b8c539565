/**
 * A page that answers a form takes the address of its question: reload and Back ask again, where a browser would
 * otherwise send the same answer a second time, a wrong password among them, or show a page of its own instead.
 */
export function askAgain(page: Document, address: Location, past: History): void {
  const { question } = page.body.dataset;
  if (question !== undefined) past.replaceState(null, '', `${address.origin}${question}${address.hash}`);
}
