export { changeOrganization } from './change-organization.ts';
export { createOrganization } from './create-organization.ts';
export { saveEnablements } from './enablements.ts';
export { organizationRoutes } from './routes.ts';
