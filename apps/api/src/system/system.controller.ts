import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DemoLoginService, Public } from '@jishi/identity';
import { CONFIG, type Config, Database, DatabaseClock, VirusScanner } from '@jishi/platform';
import { assertMigrated } from './migrated';
import { ConfigResponse, HealthResponse, TimeResponse } from './system.dto';
import { VERSION } from './version';

@ApiTags('system')
@Controller()
@Public()
export class SystemController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly demo: DemoLoginService,
    private readonly scanner: VirusScanner,
  ) {}

  @Get('health')
  @ApiOperation({ summary: 'Is the api able to work' })
  @ApiOkResponse({ type: HealthResponse })
  async health(): Promise<HealthResponse> {
    await assertMigrated(this.database);
    const virusScan = this.scanner.on ? 'on' : 'off';
    return { status: 'ok', database: 'ok', virusScan, version: VERSION, uptimeSeconds: Math.floor(process.uptime()) };
  }

  @Get('config')
  @ApiOperation({ summary: 'What the portal must know of this installation' })
  @ApiOkResponse({ type: ConfigResponse })
  async configuration(): Promise<ConfigResponse> {
    const { demo, gatewayPort, gatewayUrl } = this.config;
    return { demo, gatewayPort, gatewayUrl, demoLogins: demo ? await this.demo.list() : [], version: VERSION };
  }

  @Get('time')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Database time, by which auctions open and close' })
  @ApiOkResponse({ type: TimeResponse })
  time(): TimeResponse {
    return { nowMs: this.clock.now(), errorMs: this.clock.errorMs() };
  }
}
