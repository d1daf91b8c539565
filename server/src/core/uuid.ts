const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID as PostgreSQL reads it (RFC 9562, section 4); a pattern costs a hundredth of a schema. */
export const isUuid = (text: string): boolean => UUID.test(text);
