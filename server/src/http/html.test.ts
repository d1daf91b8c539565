import { expect, test } from 'vitest';
import { html } from './html.ts';

const hostile = `"><img src=x onerror='alert(1)'>&\``;

test('whatever is inserted is escaped, in text and in attributes', () => {
  const page = html`<p title="${hostile}">${hostile}</p>`.toString();

  expect(page).not.toContain('<img');
  expect(page.match(/["'`]/g)).toEqual(['"', '"']);
});

test('templates inside templates stay markup, at any depth of lists', () => {
  const page = html`<ul>${['<', ['&']].map((one) => html`<li>${one}</li>`)}</ul>`.toString();

  expect(page).toBe('<ul><li>&lt;</li><li>&amp;</li></ul>');
});

test('false, null and undefined leave nothing, zero stays', () => {
  expect(html`[${false}${null}${undefined}${0}]`.toString()).toBe('[0]');
});
