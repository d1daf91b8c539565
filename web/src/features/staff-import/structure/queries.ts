import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { LineOutcome, LinePage } from '@varco/shared/staff-import/api';
import type { StructureImport, StructureOptions } from '@varco/shared/staff-import/structure-api';
import { call } from '../../../core/http.ts';

const at = (id: string) => `/api/structure-imports/${encodeURIComponent(id)}`;

/** An uploaded file of the structure. */
export const structureImportQuery = (id: string) =>
  queryOptions({ queryKey: ['structure-imports', id], queryFn: () => call<StructureImport>(at(id)) });

/** A page of what the trial found; a new trial asks anew. */
export const structureLinesQuery = (id: string, trial: string | null, outcome: LineOutcome, after: number) =>
  queryOptions({
    queryKey: ['structure-imports', id, 'lines', trial, outcome, after],
    queryFn: () => call<LinePage>(`${at(id)}/lines`, { query: { outcome, after } }),
    placeholderData: keepPreviousData,
  });

/** Sends a file. */
export const uploadStructure = (file: File): Promise<StructureImport> =>
  call('/api/structure-imports', { method: 'POST', query: { name: file.name }, file });

/** Finds out what the file would do. */
export const tryStructure = (id: string, options: StructureOptions): Promise<StructureImport> =>
  call(`${at(id)}/trials`, { method: 'POST', body: options });

/** Has the file carried out as it was tried. */
export const confirmStructure = (id: string, trial: string): Promise<StructureImport> =>
  call(`${at(id)}/confirmations`, { method: 'POST', body: { trial } });

/** Where the table of the faults is. */
export const structureFaultsAddress = (id: string): string => `${at(id)}/faults`;
