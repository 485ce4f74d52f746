import type { Config } from '@jishi/platform';
import type { FastifyInstance } from 'fastify';

type Addresses = Pick<Config, 'publicUrl' | 'gatewayUrl' | 'gatewayPort'>;

/** Headers that keep foreign code and frames out; the page may only talk to its own host and the gateway. */
export function addSecurityHeaders(server: FastifyInstance, config: Addresses): void {
  server.addHook('onSend', async (request, reply, payload) => {
    // A document that is shown alone brings a stricter policy of its own.
    if (!reply.hasHeader('content-security-policy')) {
      void reply.header('content-security-policy', contentSecurityPolicy(config, request.headers.host));
    }
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    });
    if (config.publicUrl?.startsWith('https:')) {
      void reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    }
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) {
      void reply.header('cache-control', 'no-store');
    }
    return payload;
  });
}

export function contentSecurityPolicy(config: Addresses, host: string | undefined): string {
  return [
    `default-src 'self'`,
    `script-src 'self'`,
    // The component library and the documentation page write style elements at run time.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self' data:`,
    ["connect-src 'self'", ...gatewayOrigins(config, host)].join(' '),
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** The gateway answers sockets on the same host unless it has an address of its own. */
function gatewayOrigins(config: Addresses, host: string | undefined): string[] {
  if (config.gatewayUrl) {
    const { protocol, host: gateway } = new URL(config.gatewayUrl);
    const secure = protocol === 'https:' || protocol === 'wss:';
    return secure ? [`https://${gateway}`, `wss://${gateway}`] : [`http://${gateway}`, `ws://${gateway}`];
  }
  // A host header is the caller's own text: only a plain name may enter a header of ours.
  const name = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/i.exec(host ?? '')?.[1];
  if (name === undefined) return [];
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  const at = `${name}:${config.gatewayPort}`;
  return secure ? [`https://${at}`, `wss://${at}`] : [`http://${at}`, `ws://${at}`];
}
