import { z } from 'zod';

/** At most so many questions in one request. */
const MOST_EVALUATIONS = 1_000;
/** At most so many results on one page of a search. */
const MOST_RESULTS = 100;

const Properties = z.record(z.string().max(100), z.unknown());
const Name = z.string().min(1).max(200);

/** Who would do something (OpenID AuthZEN Authorization API 1.0): `type` is `user`, `id` the user's id. */
const Subject = z.object({ type: Name, id: Name, properties: Properties.optional() });
/** What would be done. */
const Action = z.object({ name: Name, properties: Properties.optional() });
/** To what: `type` is a function of the application, with or without its code; `properties` say whose it is. */
const Resource = z.object({ type: Name, id: Name, properties: Properties.optional() });
/** Where the subject works: `organization` and `unit`, by their ids. */
const Context = Properties;

/** One question: may this subject do this with this resource, here? */
export const Evaluation = z.object({ subject: Subject, action: Action, resource: Resource, context: Context.optional() });
export type Evaluation = z.infer<typeof Evaluation>;

/** What every question of a request says unless it says otherwise. */
const Partly = z.object({
  subject: Subject.optional(),
  action: Action.optional(),
  resource: Resource.optional(),
  context: Context.optional(),
});

/** How the answers to many questions hang together. */
export const semantics = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;

/** Many questions at once; without `evaluations` it is one (section 7). */
export const Evaluations = Partly.extend({
  evaluations: z.array(Partly).max(MOST_EVALUATIONS).optional(),
  options: z.object({ evaluations_semantic: z.enum(semantics).default('execute_all') }).optional(),
});
export type Evaluations = z.infer<typeof Evaluations>;

/** Yes or no; `context` only for an application that is told why. */
export const Answer = z.object({ decision: z.boolean(), context: z.object({ reason: z.string() }).catchall(z.unknown()).optional() });
export type Answer = z.infer<typeof Answer>;

/** The answer to one question, or to each in its place. */
export const Answers = z.union([z.object({ evaluations: z.array(Answer) }), Answer]);

const Page = z.object({ token: z.string().max(200).optional(), limit: z.int().min(1).max(MOST_RESULTS).optional() }).optional();

/** Who may do this with this resource? */
export const SubjectSearch = z.object({
  subject: z.object({ type: Name, properties: Properties.optional() }),
  action: Action,
  resource: Resource,
  context: Context.optional(),
  page: Page,
});
export type SubjectSearch = z.infer<typeof SubjectSearch>;

/** What may this subject do with this resource? */
export const ActionSearch = z.object({ subject: Subject, resource: Resource, context: Context.optional(), page: Page });
export type ActionSearch = z.infer<typeof ActionSearch>;

const NextPage = z.object({
  next_token: z.string(),
  count: z.number().int(),
  /** Ours: how many were looked at for this page, and whether it ended there though the page had room. */
  properties: z.object({ judged: z.number().int(), stopped: z.boolean() }),
});

/** The users who may, a page at a time; an empty `next_token` is the last page. */
export const FoundSubjects = z.object({ page: NextPage, results: z.array(z.object({ type: z.string(), id: z.string() })) });
export type FoundSubjects = z.infer<typeof FoundSubjects>;

/** Things of the application that it asks about, each with what it says of it; at most so many at once. */
export const MOST_CANDIDATES = 10_000;
const Candidate = z.object({ id: Name, properties: Properties.optional() });

/** With which of these things may the subject do this? Varco holds none of them: the application names those it means. */
export const ResourceSearch = z.object({
  subject: Subject,
  action: Action,
  resource: z.object({ type: Name, properties: Properties.optional() }),
  context: Context.optional(),
  /** Ours: what `resource.properties` says counts for each that does not say otherwise. */
  candidates: z.array(Candidate).max(MOST_CANDIDATES),
  page: z.object({ token: z.string().max(200).optional(), limit: z.int().min(1).max(MOST_CANDIDATES).optional() }).optional(),
});
export type ResourceSearch = z.infer<typeof ResourceSearch>;

/** Those of the candidates, a page at a time, in the order in which they were named. */
export const FoundResources = z.object({ page: NextPage, results: z.array(z.object({ type: z.string(), id: z.string() })) });
export type FoundResources = z.infer<typeof FoundResources>;

/** The actions that are allowed. */
export const FoundActions = z.object({ page: NextPage, results: z.array(z.object({ name: z.string() })) });
export type FoundActions = z.infer<typeof FoundActions>;

/** Where the decision point answers (section 9). */
export const Metadata = z.object({
  policy_decision_point: z.string(),
  access_evaluation_endpoint: z.string(),
  access_evaluations_endpoint: z.string(),
  search_subject_endpoint: z.string(),
  search_resource_endpoint: z.string(),
  search_action_endpoint: z.string(),
});
export type Metadata = z.infer<typeof Metadata>;
