import { node } from './tool';

/** The committed document equals what the controllers declare. */
export async function checkOpenApi(): Promise<string | undefined> {
  const { code, output } = await node('--enable-source-maps', 'dist/apps/api/src/openapi.js', '--check');
  return code === 0 ? undefined : output;
}
