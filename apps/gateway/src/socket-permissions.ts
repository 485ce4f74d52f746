import { SOCKET_EVENT_PERMISSIONS } from '@jishi/identity';

/** A handler whose permission is not declared stops the gateway at boot: nothing is open by omission. */
export function assertDeclared(
  handlers: Iterable<string>,
  declared: Readonly<Record<string, string>> = SOCKET_EVENT_PERMISSIONS,
): void {
  const named = new Set(handlers);
  const open = [...named].filter((name) => !Object.hasOwn(declared, name));
  if (open.length > 0) throw new Error(`socket event without a declared permission: ${open.join(', ')}`);
  const dead = Object.keys(declared).filter((name) => !named.has(name));
  if (dead.length > 0) throw new Error(`permission declared for a socket event nobody handles: ${dead.join(', ')}`);
}
