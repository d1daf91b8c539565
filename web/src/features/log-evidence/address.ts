import { given, textIn } from '../../core/address.ts';

/** What the address of the evidence holds: an earlier verification that is open. */
export interface EvidenceAddress {
  readonly verification?: string;
}

/** Reads the address of the evidence. */
export const readEvidenceAddress = (values: Readonly<Record<string, unknown>>): EvidenceAddress => {
  const id = textIn(values, 'verification');
  return given('verification', id !== undefined && /^[0-9a-f-]{36}$/.test(id) ? id : undefined);
};
