import { Injectable } from '@nestjs/common';
import { conflict, unavailable } from '@jishi/kernel';
import { createLogger, Database, type Tx } from '@jishi/platform';
import * as repository from './provider-command.repository';
import type { CommandKey, CommandRow } from './provider-command.repository';
import { done, type Operation, type ProviderAnswer, type ProviderName, type ProviderRequest } from './provider.port';
import { Providers } from './providers';

const logger = createLogger('settlement');
/** Providers remember a key for a day. An hour less leaves room for a slow answer. */
const KEY_LIFE_MS = 23 * 3_600_000;

/** Calls a provider so that it can be called again: the command is stored first, and its id is the idempotency key. */
@Injectable()
export class ProviderCommandService {
  constructor(
    private readonly database: Database,
    private readonly providers: Providers,
  ) {}

  /**
   * Runs the one command of this operation, subject and part, or answers what it gave before. Never inside a transaction.
   * Errors: `settlement.provider_unknown` (ask again), `settlement.provider_refused`, `settlement.provider_off`.
   */
  async run(
    operation: Operation,
    subjectId: string,
    provider: ProviderName,
    request: ProviderRequest,
    part = 0,
  ): Promise<ProviderAnswer> {
    this.providers.get(provider);
    return this.ask(await this.store(this.database.manager, { operation, subjectId, part }, provider, request));
  }

  /** The command to ask: the last one, or a new attempt after a refusal or through another provider. */
  async store(tx: Tx, key: CommandKey, provider: ProviderName, request: ProviderRequest): Promise<CommandRow> {
    const last = await repository.latestCommand(tx, key);
    const isSame = last?.provider === provider && last.state !== 'refused';
    return isSame ? last : repository.insertCommand(tx, key, last, provider, request);
  }

  /** A new attempt, whatever became of the last: a payer may begin again and again. The caller holds the subject's lock. */
  async storeAnew(tx: Tx, key: CommandKey, provider: ProviderName, request: ProviderRequest): Promise<CommandRow> {
    return repository.insertCommand(tx, key, await repository.latestCommand(tx, key), provider, request);
  }

  /** Sends a stored command, outside any transaction. Errors: as run. */
  async ask(command: CommandRow): Promise<ProviderAnswer> {
    const { provider } = command;
    const adapter = this.providers.get(provider);
    if (command.state === 'done' && command.response) return command.response;
    let answer: ProviderAnswer;
    try {
      await repository.markAsked(this.database.manager, command.id);
      answer = (await this.recall(command)) ?? (await adapter[command.operation](command.id, command.request));
    } catch (error) {
      logger.warn(
        { command: command.id, error: String(error) },
        'a provider did not answer; the command will be asked again',
      );
      await repository.finishCommand(this.database.manager, command.id, 'unknown', null);
      throw unavailable('settlement.provider_unknown', { provider });
    }
    if (answer.outcome === 'waiting') return answer;
    await repository.finishCommand(this.database.manager, command.id, answer.outcome, answer);
    if (answer.outcome === 'refused') throw conflict('settlement.provider_refused', { provider, reason: answer.code });
    return answer;
  }

  /** Whether the provider was, or may have been, asked: then its answer matters more than our state. */
  async wasAsked(operation: Operation, subjectId: string, provider: ProviderName): Promise<boolean> {
    const last = await repository.latestCommand(this.database.manager, { operation, subjectId, part: 0 });
    return last?.provider === provider;
  }

  /** Too old for its key: what became of it is asked first, or the same money could move twice. */
  private async recall(command: CommandRow): Promise<ProviderAnswer | null> {
    if ((command.askedMsAgo ?? 0) < KEY_LIFE_MS) return null;
    const adapter = this.providers.get(command.provider);
    const found = await adapter.find(command.id, command.operation, command.request);
    return found && done(found);
  }
}
