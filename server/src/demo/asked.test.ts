import { describe, expect, test } from 'vitest';
import { askedOf } from './asked.ts';

describe('the words of a start', () => {
  test('say that it is a demonstration, and that it begins again', () => {
    expect(askedOf([], { VARCO_PORT: '1' })).toEqual({ environment: { VARCO_PORT: '1' }, fresh: false });
    expect(askedOf(['--demo'], {})).toEqual({ environment: { VARCO_DEMO: '1' }, fresh: false });
    expect(askedOf(['--fresh', '--demo'], {})).toEqual({ environment: { VARCO_DEMO: '1' }, fresh: true });
    expect(askedOf(['--fresh'], { VARCO_DEMO: '1' })).toEqual({ environment: { VARCO_DEMO: '1' }, fresh: true });
  });

  test.for<[readonly string[], RegExp]>([
    [['--fresh'], /^--fresh .+ goes with --demo/],
    [['--Demo'], /^Varco does not know --Demo:/],
    [['--demo', 'now', '--force'], /^Varco does not know now --force:/],
  ])('are refused when they would do nothing: %s', ([words, sentence]) => {
    expect(() => askedOf(words, {})).toThrow(sentence);
  });
});
