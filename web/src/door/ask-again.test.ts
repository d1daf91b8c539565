import { expect, test, vi } from 'vitest';
import { askAgain } from './ask-again.ts';

const address = { origin: 'https://varco.example', hash: '#content' } as Location;
const pageOf = (question: string | undefined) => ({ body: { dataset: question === undefined ? {} : { question } } }) as unknown as Document;

test('a page takes the address of its question and keeps the place in it', () => {
  const past = { replaceState: vi.fn() };

  askAgain(pageOf('/sign-in?returnTo=%2Fme'), address, past as unknown as History);

  expect(past.replaceState).toHaveBeenCalledExactlyOnceWith(null, '', 'https://varco.example/sign-in?returnTo=%2Fme#content');
});

test('an address that begins with two bars stays on this server', () => {
  const past = { replaceState: vi.fn() };

  askAgain(pageOf('//elsewhere.example/'), address, past as unknown as History);

  expect(past.replaceState.mock.calls[0]?.[2]).toBe('https://varco.example//elsewhere.example/#content');
});

test('a page that asks nothing keeps its address', () => {
  const past = { replaceState: vi.fn() };

  askAgain(pageOf(undefined), address, past as unknown as History);

  expect(past.replaceState).not.toHaveBeenCalled();
});
