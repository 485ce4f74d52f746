// The entry of every npm script, in plain Node without dependencies: makes the clone runnable, then runs the command.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [command = 'start', ...args] = process.argv.slice(2);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`jishi: Node ${process.versions.node} is too old: install Node 20.19 or newer (https://nodejs.org).`);
  process.exit(1);
}

process.chdir(root);
process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);

try {
  const commands = await import('./bootstrap/commands.mjs');
  process.exit(await commands.run(root, command, args));
} catch (error) {
  const { explain } = await import('./bootstrap/explain.mjs');
  console.error(`jishi: ${explain(error)}`);
  process.exit(1);
}

/** The terminal or the reader of a pipe may be gone while we still shut down. */
function ignoreClosedPipe(error) {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}
