import { guessFields } from './headings.ts';
import type { StructureField } from './structure-api.ts';

/** How the offices call each thing, folded and without blanks; the first names are those of our own export. */
const names: Readonly<Record<StructureField, readonly string[]>> = {
  department: ['servizio', 'department', 'settore', 'area', 'direzione', 'ufficiodirigenziale', 'nomeservizio'],
  departmentEnglish: ['servizioininglese', 'departmentinenglish', 'settoreininglese'],
  departmentActive: ['servizioattivo', 'departmentactive', 'settoreattivo'],
  unit: ['unitaoperativa', 'unit', 'unita', 'uo', 'ufficio', 'office', 'reparto', 'unitaorganizzativa'],
  unitEnglish: ['unitaininglese', 'unitinenglish', 'unitaoperativaininglese', 'ufficioininglese'],
  site: ['sede', 'site', 'indirizzosede', 'ubicazione', 'luogo'],
  unitActive: ['unitaattiva', 'unitactive', 'unitaoperativaattiva', 'ufficioattivo'],
  employeeNumber: [
    'matricola',
    'employeenumber',
    'nmatricola',
    'numeromatricola',
    'numerodimatricola',
    'matr',
    'codicedipendente',
    'iddipendente',
  ],
  taxCode: ['codicefiscale', 'taxcode', 'codfiscale', 'codfisc', 'cf'],
  username: ['nomeutente', 'username', 'utente', 'login', 'userid', 'account'],
  from: ['dal', 'from', 'inizio', 'datainizio', 'iniziocollocazione', 'decorrenza', 'placedfrom'],
  to: ['al', 'to', 'fine', 'datafine', 'finecollocazione', 'scadenza', 'placedto'],
  qualification: ['qualifica', 'qualification', 'profilo', 'incarico', 'ruoloorganizzativo', 'mansione'],
};

/** What the columns of a file of the structure hold. */
export const guessStructureColumns = (headings: readonly string[]): (StructureField | null)[] => guessFields(headings, names);
