import { atRate, Browser } from './load.ts';

// Wrong passwords from one address, in a process of its own so that it does not slow down who measures the people.
const [port, address, perSecond, seconds, names = ''] = process.argv.slice(2);
const people = names.split(',');
const browsers = Array.from({ length: 48 }, () => new Browser(Number(port), address));
let guesses = 0;
const load = await atRate(browsers, Number(perSecond), Number(seconds), (browser) => {
  guesses += 1;
  const username = guesses % 2 === 0 ? `nessuno${guesses}` : (people[guesses % people.length] ?? '');
  return browser.ask('POST', '/sign-in', { username, password: 'Sbagliata-1' });
});
for (const browser of browsers) browser.close();
process.send?.({ ...load, milliseconds: [] }, () => process.exit());
