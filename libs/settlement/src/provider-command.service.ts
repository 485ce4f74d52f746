import { Injectable } from '@nestjs/common';
import { conflict, newId, unavailable } from '@jishi/kernel';
import { createLogger, Database, row, rows } from '@jishi/platform';
import type { ProviderAnswer, ProviderName, ProviderRequest } from './provider.port';
import { Providers } from './providers';

interface CommandRow {
  id: string;
  provider: ProviderName;
  request: ProviderRequest;
  state: 'stored' | 'unknown' | 'done' | 'refused';
  response: ProviderAnswer | null;
}

const logger = createLogger('settlement');

/** Calls a provider so that it can be called again: the command is stored first, and its id is the idempotency key. */
@Injectable()
export class ProviderCommandService {
  constructor(
    private readonly database: Database,
    private readonly providers: Providers,
  ) {}

  /**
   * Runs the one command of this operation and subject, or answers what it gave before. Never inside a transaction.
   * Errors: `settlement.provider_unknown` (ask again), `settlement.provider_refused`, `settlement.provider_off`.
   */
  async run(
    operation: 'collect' | 'payout',
    subjectId: string,
    provider: ProviderName,
    request: ProviderRequest,
  ): Promise<ProviderAnswer> {
    const adapter = this.providers.get(provider);
    const command = await this.store(operation, subjectId, provider, request);
    if (command.state === 'done' && command.response) return command.response;
    let answer: ProviderAnswer;
    try {
      answer = await adapter[operation](command.id, command.request);
    } catch (error) {
      logger.warn(
        { command: command.id, error: String(error) },
        'a provider did not answer; the command will be asked again',
      );
      await this.finish(command.id, 'unknown', null);
      throw unavailable('settlement.provider_unknown', { provider });
    }
    if (answer.outcome === 'waiting') return answer;
    await this.finish(command.id, answer.outcome, answer);
    if (answer.outcome === 'refused') throw conflict('settlement.provider_refused', { provider, reason: answer.code });
    return answer;
  }

  /** Whether the provider was, or may have been, asked: then its answer matters more than our state. */
  async wasAsked(operation: 'collect' | 'payout', subjectId: string): Promise<boolean> {
    const found = await rows(
      this.database.manager,
      'select id from provider_command where operation = $1 and subject_id = $2',
      [operation, subjectId],
    );
    return found.length > 0;
  }

  private async store(
    operation: string,
    subjectId: string,
    provider: ProviderName,
    request: ProviderRequest,
  ): Promise<CommandRow> {
    await rows(
      this.database.manager,
      `insert into provider_command (id, provider, operation, subject_id, request) values ($1, $2, $3, $4, $5)
       on conflict (operation, subject_id) do nothing`,
      [newId(), provider, operation, subjectId, JSON.stringify(request)],
    );
    return row<CommandRow>(
      this.database.manager,
      'select id, provider, request, state, response from provider_command where operation = $1 and subject_id = $2',
      [operation, subjectId],
    );
  }

  private async finish(id: string, state: CommandRow['state'], response: ProviderAnswer | null): Promise<void> {
    await rows(
      this.database.manager,
      `update provider_command set state = $2, response = $3, finished_at = clock_timestamp()
       where id = $1 and state <> 'done'`,
      [id, state, response ? JSON.stringify(response) : null],
    );
  }
}
