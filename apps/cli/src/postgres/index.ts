export { reachable, startCluster } from './cluster';
export type { Cluster } from './cluster';
export { APP_ROLE, ensureDatabase, ensureRole, OWNER_ROLE } from './roles';
export type { Role } from './roles';
