import { test } from 'vitest';
import { lookAtEveryPage, startEverything } from './testing/every-page.ts';

test('R4.17 every page is whole at every width and has its help, en', async () => lookAtEveryPage(await startEverything(), 'en'));
