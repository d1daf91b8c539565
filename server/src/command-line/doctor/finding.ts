/** What one check found: its line says what stands, and how to mend what does not. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'fault';
  readonly line: string;
}

/** All is well. */
export const ok = (line: string): Finding => ({ level: 'ok', line });
/** It works, and should be looked at. */
export const warning = (line: string): Finding => ({ level: 'warning', line });
/** It does not work, or not safely. */
export const fault = (line: string): Finding => ({ level: 'fault', line });
