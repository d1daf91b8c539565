/** What one check found: its line says what stands, and how to mend what does not. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'fault';
  readonly line: string;
}

export const ok = (line: string): Finding => ({ level: 'ok', line });
export const warning = (line: string): Finding => ({ level: 'warning', line });
export const fault = (line: string): Finding => ({ level: 'fault', line });
