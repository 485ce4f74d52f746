/** The house's import rules, as data: see README, "The libs in import order". */
const LAYERS = [
  ['kernel', 'sealing'],
  ['platform'],
  ['identity', 'ledger', 'pricing', 'windows'],
  ['listings'],
  ['bidding'],
  ['contracts'],
  ['settlement'],
  ['subsidies'],
  ['search', 'notifications', 'reporting'],
];
const SPECS = '[.]spec[.]tsx?$';

/** A lib imports what lies upstream of its layer; the others of its own layer are strangers. */
const importOrder = LAYERS.flatMap((layer, depth) =>
  layer.map((lib) => ({
    name: `import-order-${lib}`,
    comment: `libs/${lib} may import only what lies upstream of it`,
    severity: 'error',
    from: { path: `^libs/${lib}/`, pathNot: SPECS },
    to: {
      path: '^(libs|apps|migrations)/',
      pathNot: [
        `^libs/${lib}/`,
        ...LAYERS.slice(0, depth)
          .flat()
          .map((up) => `^libs/${up}/`),
      ],
    },
  })),
);

const confinement = (name, modules, allowed) => ({
  name,
  severity: 'error',
  from: { path: '^(apps|libs|migrations)/', pathNot: [SPECS, ...allowed] },
  to: { path: `node_modules/(${modules})/` },
});

export default {
  forbidden: [
    ...importOrder,
    {
      name: 'index-only',
      comment: 'another lib is reached through its index.ts',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps/[^/]+|test/support|test/e2e)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^libs/[^/]+/src/index[.]ts$', '^$1/'] },
    },
    {
      name: 'apps-are-strangers',
      comment: 'apps never import apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ imports kernel, itself and the index of pricing; no package, no Node module',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: SPECS },
      to: { pathNot: ['^libs/kernel/src/index[.]ts$', '^libs/pricing/src/index[.]ts$', '^libs/$1/src/domain/'] },
    },
    {
      name: 'kernel-has-no-dependencies',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: SPECS },
      to: { path: 'node_modules/' },
    },
    confinement('sockets-only-in-apps', 'socket[.]io|@nestjs/websockets|@nestjs/platform-socket[.]io', ['^apps/']),
    confinement('http-only-in-apps', 'fastify|@fastify/[^/]+|@nestjs/platform-fastify|@nestjs/swagger', ['^apps/']),
    confinement('queues-only-in-platform-and-worker', 'bullmq|@nestjs/bullmq', ['^libs/platform/', '^apps/worker/']),
    confinement('stripe-only-in-settlement', 'stripe', ['^libs/settlement/']),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|[.]css$|[?]' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
