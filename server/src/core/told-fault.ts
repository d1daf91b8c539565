/** A fault whose message is written for the person at the terminal: what is wrong, by name, and how to mend it. Others show their stack. */
export class ToldFault extends Error {}
