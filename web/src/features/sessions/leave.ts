import { leaveForGood } from '../../core/http.ts';
import { tellOtherTabs } from './other-tabs.ts';
import { signOut } from './queries.ts';

/** Ends the session and leaves for the door; false when the server could not be told, and the session is still open. */
export async function leaveSession(): Promise<boolean> {
  try {
    await signOut();
  } catch {
    return false;
  }
  tellOtherTabs('signed-out');
  leaveForGood();
  return true;
}
