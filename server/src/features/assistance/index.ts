export { ask as askAssistance, decide as decideAssistance, forgetNeedsOf } from './requests.ts';
export { assistanceRoutes } from './routes.ts';
export { beginVisit, endVisit, openRequest, type Stay, stayOf } from './visits.ts';
