import { Manifest } from '@varco/shared/applications/api';
import { expect, test } from 'vitest';
import { exampleManifest, placeOf, readManifest } from './manifest.ts';

const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;

test('R2.41 the example file is one that can be registered', () => {
  expect(Manifest.parse(exampleManifest).functions.map(({ name }) => name)).toEqual(['files', 'rates']);
});

test('R2.41 a file is read with a mark before it, and another encoding or broken JSON is told', () => {
  expect(readManifest(bytesOf('\ufeff{"functions":[]}'))).toEqual({ manifest: { functions: [] } });
  expect(readManifest(new Uint8Array([0x7b, 0xe8, 0x7d]).buffer as ArrayBuffer)).toEqual({ fault: 'encoding' });
  expect(readManifest(bytesOf('{"functions":['))).toMatchObject({ fault: 'json' });
});

test('R2.41 a fault is said at its place in the file, counted from one and with the name that stands there', () => {
  const file = { functions: [{ name: 'files', actions: [{ name: 'sign' }, {}] }, 7] };
  expect(placeOf('it', { field: 'functions.0.actions.0.levels' }, file)).toBe('Funzione 1 «files», azione 1 «sign», levels');
  expect(placeOf('en', { field: 'functions.0.actions.1.name' }, file)).toBe('Function 1 "files", action 2, name');
  expect(placeOf('it', { field: 'functions.1' }, file)).toBe('Funzione 2');
  expect(placeOf('it', { field: 'functions' }, {})).toBe('');
  expect(placeOf('it', {}, undefined)).toBe('');
  const settings = { sections: [{ name: 'main', settings: [{ name: 'view', options: [{}, {}] }] }] };
  expect(placeOf('it', { field: 'sections.0.settings.0.options.1.value' }, settings)).toBe(
    'Sezione 1 «main», impostazione 1 «view», scelta 2, value',
  );
});
