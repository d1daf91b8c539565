/** What the tabs of one browser tell each other about the session they share. */
export type TabMessage = 'kept' | 'signed-out' | 'unit-chosen';

const channel = new BroadcastChannel('varco-session');

/** Tells the other tabs. */
export const tellOtherTabs = (message: TabMessage): void => channel.postMessage(message);

/** Hears the other tabs. */
export function onOtherTab(listener: (message: TabMessage) => void): () => void {
  const hear = (event: MessageEvent<TabMessage>) => listener(event.data);
  channel.addEventListener('message', hear);
  return () => channel.removeEventListener('message', hear);
}
