import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { type Config, PlatformModule } from '@jishi/platform';
import { AccessGuard, IdentityModule } from '@jishi/identity';
import { BiddingModule } from '@jishi/bidding';
import { BidLimits } from './bid-limits';
import { Handshake } from './handshake';
import { HealthController } from './health.controller';
import { LiveGateway } from './live.gateway';
import './messages';
import { Presence } from './presence';
import { Rooms } from './rooms';
import { SessionWatch } from './session-watch';

@Module({})
export class GatewayModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: GatewayModule,
      imports: [PlatformModule.forRoot(config), IdentityModule, BiddingModule],
      controllers: [HealthController],
      providers: [
        LiveGateway,
        Handshake,
        BidLimits,
        Presence,
        Rooms,
        SessionWatch,
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}
