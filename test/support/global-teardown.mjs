import { rmSync } from 'node:fs';

export default async function globalTeardown() {
  const { cluster, home } = globalThis.__jishiTestCluster ?? {};
  await cluster?.stop();
  if (home) rmSync(home, { recursive: true, force: true });
}
