export { changeOrganization } from './change-organization.ts';
export { createOrganization } from './create-organization.ts';
export { doorLookRoutes } from './door-look/routes.ts';
export { saveEnablements } from './enablements.ts';
export { findOrganizations } from './find-organizations.ts';
export { organizationRoutes } from './routes.ts';
