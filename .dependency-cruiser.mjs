import { floors, outOfReach } from './server/floors.mjs';

const wall = (name, from, to) => ({ name, severity: 'error', from, to });
const features = '^server/src/features';
const ground = '^server/src/(core|db|http|jobs|print|backup)/';
const test = '\\.test\\.tsx?$';
const proof = [test, '^server/src/(testing|bench)/', '^e2e/', '^tools/'];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    // A test tells a story, and the story may come from above: who stops a user is upstairs, what happens to his session is here.
    ...floors
      .flat()
      .map((f) =>
        wall(`${f}-looks-down-only`, { path: `${features}/${f}/`, pathNot: test }, { path: `${features}/(${outOfReach(f).join('|')})/` }),
      ),
    wall('no-circles', {}, { circular: true }),
    wall(
      'through-the-door',
      { path: `${features}/([^/]+)/` },
      { path: `${features}/`, pathNot: [`${features}/$1/`, `${features}/[^/]+/index\\.ts$`] },
    ),
    wall('ground-knows-no-feature', { path: ground }, { path: `${features}/` }),
    wall(
      'only-the-entrances-know-the-app',
      { path: [`${features}/`, ground], pathNot: test },
      { path: '^server/src/(app|main|cli)\\.ts$' },
    ),
    wall(
      'rules-know-only-rules',
      { path: '^(server|web)/src/.*/rules(/|\\.ts$)', pathNot: test },
      { pathNot: ['/rules(/|\\.ts$)', '^shared/'] },
    ),
    wall('sql-stays-in-stores', { path: `${features}/`, pathNot: ['/store\\.ts$', test] }, { path: 'node_modules/(kysely|pg)/' }),
    wall(
      'http-stays-in-routes',
      { path: `${features}/`, pathNot: ['/(routes|pages)\\.ts$', test] },
      { path: ['node_modules/@?fastify', '^server/src/http/'] },
    ),
    wall(
      'views-know-only-the-door',
      { path: `${features}/.*/pages\\.ts$` },
      { path: ['node_modules/@?fastify', '^server/src/http/(?!door)'] },
    ),
    wall('shared-is-pure', { path: '^shared/', pathNot: test }, { dependencyTypes: ['core'] }),
    wall('shared-stands-alone', { path: '^shared/' }, { path: '^(server|web|verify|e2e|extension|tools)/' }),
    wall('the-verifier-knows-no-server', { path: '^verify/', pathNot: test }, { path: '^(server|web|e2e|tools)/' }),
    wall(
      'shared-imports-only-schemas-and-time',
      { path: '^shared/', pathNot: test },
      { path: 'node_modules/', pathNot: 'node_modules/(zod|temporal-polyfill)/' },
    ),
    wall('pages-meet-the-server-over-http', { path: '^(web|extension)/' }, { path: '^server/' }),
    wall(
      'page-features-stand-apart',
      { path: '^web/src/features/([^/]+)/' },
      { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    ),
    wall(
      'design-kit-stays-in-ui',
      { path: '^web/src/', pathNot: '^web/src/((ui|door)/|main\\.tsx$)' },
      { path: ['node_modules/bootstrap-italia/', '^virtual:kit'] },
    ),
    wall(
      'the-product-knows-no-tests',
      { path: '^(server|shared|web)/src/', pathNot: proof },
      { path: [test, '^server/src/(testing|bench)/', '^e2e/'] },
    ),
    wall('everything-is-found', {}, { couldNotResolve: true, pathNot: '^virtual:' }),
  ],
  options: {
    // TypeScript 7 offers no parser to others: with the default one the tool looks at nothing and is content.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
