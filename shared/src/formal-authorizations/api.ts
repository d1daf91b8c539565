import { z } from 'zod';
import { Day } from '../days.ts';
import { Line } from '../identity/api.ts';
import { actKinds, authorizationFilters, authorizationStates } from './words.ts';

const fields = {
  /** The kind of act. */
  act: z.enum(actKinds),
  number: Line(60),
  actDate: Day,
  signer: Line(200),
  /** What the person is authorized for. */
  purpose: Line(500),
  note: Line(1_000).nullable(),
  from: Day,
  to: Day.nullable(),
};

/** What is typed of an authorization (requirements R4.31). */
export const SaveAuthorization = z.object({ ...fields, note: fields.note.default(null), to: fields.to.default(null) });
export type SaveAuthorization = z.infer<typeof SaveAuthorization>;

/** A correction: every field, and which version was seen. */
export const ChangeAuthorization = SaveAuthorization.extend({ version: z.number().int() });
export type ChangeAuthorization = z.infer<typeof ChangeAuthorization>;

/** The end of an authorization before its time: from today on it holds no more. */
export const EndAuthorization = z.object({ version: z.number().int(), reason: Line(500) });
export type EndAuthorization = z.infer<typeof EndAuthorization>;

/** An authorization as its readers see it. */
export const Authorization = z.object({
  id: z.uuid(),
  act: z.enum(actKinds),
  number: z.string(),
  actDate: z.iso.date(),
  signer: z.string(),
  purpose: z.string(),
  note: z.string().nullable(),
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  endedOn: z.iso.date().nullable(),
  endReason: z.string().nullable(),
  state: z.enum(authorizationStates),
  version: z.number().int(),
});
export type Authorization = z.infer<typeof Authorization>;

/** The authorizations of one user, the latest first. */
export const UserAuthorizations = z.object({
  items: z.array(Authorization),
  /** Whether nobody of the organization enters without one. */
  required: z.boolean(),
  /** Whether one of them holds today. */
  authorized: z.boolean(),
});
export type UserAuthorizations = z.infer<typeof UserAuthorizations>;

/** One line of the list: whose it is. */
export const ListedAuthorization = Authorization.extend({ user: z.object({ id: z.uuid(), name: z.string() }) });
export type ListedAuthorization = z.infer<typeof ListedAuthorization>;

/** A page of the list, those that end first before the others. */
export const AuthorizationPage = z.object({
  items: z.array(ListedAuthorization),
  next: z.string().nullable(),
  required: z.boolean(),
});
export type AuthorizationPage = z.infer<typeof AuthorizationPage>;

const which = {
  state: z.enum(authorizationFilters).default('in-force'),
  /** Beginnings of words of the person's names. */
  search: z.string().max(200).optional(),
};

/** Which authorizations are wanted, from where. */
export const AuthorizationQuery = z.object({
  ...which,
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type AuthorizationQuery = z.infer<typeof AuthorizationQuery>;

/** The whole of a list, as a file. */
export const AuthorizationFileQuery = z.object(which);
export type AuthorizationFileQuery = z.infer<typeof AuthorizationFileQuery>;

/** Whether the organization requires an authorization, and what requiring it would mean today. */
export const AuthorizationRequirement = z.object({
  required: z.boolean(),
  /** Who could enter otherwise and has no authorization today: how many, and the first of them by name. */
  keptOut: z.object({ count: z.number().int(), first: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
  /** Administrators who may enter all the same. */
  administratorsLeft: z.number().int(),
  /** Whether whoever asks may enter all the same. */
  oneselfIn: z.boolean(),
});
export type AuthorizationRequirement = z.infer<typeof AuthorizationRequirement>;

/** A choice; whoever begins to require an authorization says how many he has seen kept out. */
export const ChangeRequirement = z.object({ required: z.boolean(), keptOut: z.number().int().min(0).optional() });
export type ChangeRequirement = z.infer<typeof ChangeRequirement>;
