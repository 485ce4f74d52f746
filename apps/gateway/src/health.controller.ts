import { Controller, Get, UseFilters } from '@nestjs/common';
import { unavailable } from '@jishi/kernel';
import { Database, DatabaseClock } from '@jishi/platform';
import { Public } from '@jishi/identity';
import { ProblemFilter } from './problem.filter';

@Controller()
@UseFilters(ProblemFilter)
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  @Public()
  @Get('health')
  async health(): Promise<{ status: 'ok'; nowMs: number; errorMs: number }> {
    try {
      await this.database.query('select 1');
    } catch {
      throw unavailable('health.database_away');
    }
    return { status: 'ok', nowMs: this.clock.now(), errorMs: this.clock.errorMs() };
  }
}
