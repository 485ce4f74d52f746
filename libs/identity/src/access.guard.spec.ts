import { describe, expect, it } from '@jest/globals';
import { Controller, Get, type INestApplication, Module, Post, type Type } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { DomainError } from '@jishi/kernel';
import { CONFIG } from '@jishi/platform';
import { Permit, Public } from './access.decorators';
import { AccessGuard } from './access.guard';
import { RoutePolicies } from './route-policies';
import { SessionService } from './session.service';

@Controller('declared')
class DeclaredController {
  @Get()
  @Public()
  open(): string {
    return 'open';
  }
  @Post(':id/bids')
  @Permit('auction.bid')
  bid(): string {
    return 'bid';
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get('secret')
  secret(): string {
    return 'secret';
  }
}

@Public()
@Controller()
class OpenController {
  @Get('a')
  inherited(): string {
    return 'a';
  }
  @Get('b')
  @Permit('audit.read')
  closed(): string {
    return 'b';
  }
}

async function boot(...controllers: Type[]): Promise<INestApplication> {
  @Module({
    imports: [DiscoveryModule],
    controllers,
    providers: [
      RoutePolicies,
      { provide: SessionService, useValue: { authenticate: async () => null } },
      { provide: CONFIG, useValue: { publicUrl: null, corsOrigins: [] } },
      { provide: APP_GUARD, useClass: AccessGuard },
    ],
  })
  class Root {}
  const module = await Test.createTestingModule({ imports: [Root] }).compile();
  await module.init();
  return module as unknown as INestApplication;
}

describe('every route declares who may call it', () => {
  it('and boot fails, naming the route, when one does not', async () => {
    await expect(boot(DeclaredController, ForgottenController)).rejects.toThrow(
      'neither @Permit nor @Public: GET /forgotten/secret (ForgottenController.secret)',
    );
  });

  it('on the method or on the class, the method deciding', async () => {
    const app = await boot(DeclaredController, OpenController);
    const routes = app.get(RoutePolicies).all();
    expect(routes.map((r) => [r.method, r.path, r.policy])).toEqual([
      ['GET', '/declared', 'public'],
      ['POST', '/declared/{id}/bids', { permissions: ['auction.bid'] }],
      ['GET', '/a', 'public'],
      ['GET', '/b', { permissions: ['audit.read'] }],
    ]);
    await app.close();
  });

  it('and the guard refuses an undeclared handler even so', async () => {
    const reflector = { getAllAndOverride: () => undefined };
    const guard = new AccessGuard(reflector as never, {} as never, { publicUrl: null, corsOrigins: [] } as never);
    const context = { getHandler: () => undefined, getClass: () => undefined };
    const refusal: unknown = await guard.canActivate(context as never).catch((e: unknown) => e);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ kind: 'forbidden', code: 'access.undeclared' });
  });
});
