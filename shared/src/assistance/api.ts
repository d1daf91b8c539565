import { z } from 'zod';
import { Day } from '../days.ts';
import { AssistanceId } from '../ids.ts';
import { ChosenOperator, ShownOperator } from '../operators/api.ts';
import { requestStates } from './state.ts';

const Need = z.string().trim().min(1, 'required').max(500);

/** What help is asked for, on which days, and who is in charge of it; without one it is who asks (requirements R2.36). */
export const AskAssistance = z.object({ need: Need, from: Day, to: Day, reference: ChosenOperator.optional() });
export type AskAssistance = z.infer<typeof AskAssistance>;

/** The same, corrected as long as nobody has answered. */
export const ChangeAssistance = AskAssistance.extend({ version: z.number().int() });
export type ChangeAssistance = z.infer<typeof ChangeAssistance>;

/** The answer of an administrator of the organization; a refusal says why. */
export const DecideAssistance = z.object({
  granted: z.boolean(),
  answer: z.string().trim().max(500).default(''),
  version: z.number().int(),
});
export type DecideAssistance = z.infer<typeof DecideAssistance>;

const instant = z.iso.datetime();

/** Somebody of the installation who was there: who, when, what he said he came for. */
const AssistanceVisit = z.object({
  userId: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  /** By which everything that he did is found in the log. */
  session: z.string(),
  enteredAt: instant,
  leftAt: instant.nullable(),
});

/** A request as people read it. */
export const AssistanceRequest = z.object({
  id: z.uuid(),
  organization: z.object({ id: z.uuid(), name: z.string() }),
  acting: ShownOperator,
  reference: ShownOperator,
  need: z.string(),
  from: z.string(),
  to: z.string(),
  state: z.enum(requestStates),
  askedAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  answer: z.string(),
  endedAt: instant.nullable(),
  version: z.number().int(),
  /** The latest, the newest first. */
  visits: z.array(AssistanceVisit),
  /** What the reader may do with it. */
  may: z.object({ change: z.boolean(), end: z.boolean(), decide: z.boolean() }),
});
export type AssistanceRequest = z.infer<typeof AssistanceRequest>;

/** A page of requests; without the past those that wait, are granted or are open. */
export const AssistanceQuery = z.object({
  past: z.stringbool().default(false),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type AssistanceQuery = z.infer<typeof AssistanceQuery>;

/** Newest first. */
export const AssistancePage = z.object({ items: z.array(AssistanceRequest), next: z.string().nullable() });
export type AssistancePage = z.infer<typeof AssistancePage>;

/** A request granted by any organization, for who administers the installation. */
export const GrantedAssistance = z.object({
  id: z.uuid(),
  organization: z.object({ id: z.uuid(), name: z.string() }),
  reference: z.string(),
  need: z.string(),
  from: z.string(),
  to: z.string(),
  /** Whether its days have begun. */
  open: z.boolean(),
});
export type GrantedAssistance = z.infer<typeof GrantedAssistance>;

/** A page of them, those that end first before. */
export const GrantedQuery = AssistanceQuery.pick({ after: true, limit: true });
export type GrantedQuery = z.infer<typeof GrantedQuery>;
/** The page itself. */
export const GrantedPage = z.object({ items: z.array(GrantedAssistance), next: z.string().nullable() });
export type GrantedPage = z.infer<typeof GrantedPage>;

/** How many requests wait for the reader's answer, and how many other organizations granted and are open now. */
export const AssistanceToDo = z.object({ waiting: z.number().int(), granted: z.number().int() });
export type AssistanceToDo = z.infer<typeof AssistanceToDo>;

/** Whether an organization forbids that anybody of the installation comes. */
export const AssistanceRule = z.object({ forbidden: z.boolean() });
export type AssistanceRule = z.infer<typeof AssistanceRule>;

/** The request by which one enters, with what one comes for: the organization reads it. */
export const EnterAssistance = z.object({ id: AssistanceId, purpose: z.string().trim().min(1, 'required').max(500) });
export type EnterAssistance = z.infer<typeof EnterAssistance>;
