import type { Given } from './given.ts';

/**
 * What a demonstration cannot be together with. Its passwords are printed in the manual: nobody from outside may come near it, by a proxy
 * or by a certificate either, and what belongs to a real installation is not lent to it.
 */
const notInDemo = [
  'VARCO_DATABASE_URL',
  'VARCO_DATABASE_URL_FILE',
  'VARCO_DATABASE_OWNER_URL',
  'VARCO_DATABASE_OWNER_URL_FILE',
  'VARCO_TRUSTED_PROXIES',
  'VARCO_TLS_CERTIFICATE_FILE',
  'VARCO_TLS_KEY_FILE',
  'VARCO_SECRET_KEY_FILE',
  'VARCO_CHECKPOINT_FOLDER',
  'VARCO_ADMIN_USERNAME',
  'VARCO_ADMIN_PASSWORD',
  'VARCO_ADMIN_PASSWORD_FILE',
  'VARCO_ORGANIZATION',
] as const;

/** Whether this is a demonstration. */
export function readDemo(given: Given): boolean {
  const text = given.text('VARCO_DEMO');
  if (text === undefined) return false;
  if (text !== '1') {
    given.fault(`VARCO_DEMO is "${text}": use 1 for a demonstration, or remove it.`);
    return false;
  }
  const tooMuch = notInDemo.filter((name) => given.text(name) !== undefined);
  const [does, it] = tooMuch.length === 1 ? ['does', 'it'] : ['do', 'them'];
  if (tooMuch.length > 0)
    given.fault(
      `${tooMuch.join(', ')} ${does} not go with a demonstration, which is for this machine alone and keeps to a folder of its own: remove ${it}, or start without --demo and VARCO_DEMO.`,
    );
  return true;
}
