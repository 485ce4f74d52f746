import type { Command, Envelope, LifecycleCommand } from './commands';
import { actorKind, isPlainName } from './commands';
import { findMode } from './mode';
import { checkRules, MAX_AMOUNT_MINOR } from './rules';
import { transitions } from './lifecycle';
import { isSuite } from './suite';

export const TITLE_MAX = 500;
const MAX_EXTENSION_MS = 30 * 24 * 3600 * 1000;
const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= max && value.isWellFormed();
const isInstant = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
/** A seq of the book, or a rank. */
const isPlace = (value: unknown): value is number => isInstant(value) && value > 0;

export const isLifecycle = (command: { readonly type: string }): command is LifecycleCommand =>
  Object.hasOwn(transitions, command.type);

/** A malformed command never reaches the book, so everything the deciders rely on is checked here. */
export function isWellFormedLifecycle(command: LifecycleCommand, actor: string): boolean {
  const bySystem = actorKind(actor) === 'system';
  switch (command.type) {
    case 'announce': {
      const mode = findMode(command.rules.mode);
      return (
        mode !== undefined &&
        checkRules(command.rules).length === 0 &&
        mode.checkRules(command.rules).length === 0 &&
        (command.suite === undefined || isSuite(command.suite)) &&
        isText(command.title, TITLE_MAX) &&
        [command.listingId, command.sellerId, command.operatorId].every(isPlainName) &&
        isInstant(command.opensAtMs) &&
        (command.reserveMinor === null || (isInstant(command.reserveMinor) && command.reserveMinor <= MAX_AMOUNT_MINOR))
      );
    }
    case 'admit':
      return (
        isPlainName(command.organisationId) &&
        (command.firstRefusalRank === undefined || isPlace(command.firstRefusalRank))
      );
    case 'exclude':
      return isPlainName(command.organisationId) && isText(command.reason, 500);
    case 'open':
      return true;
    case 'pause':
      return isText(command.reason, 500) && (command.sinceMs === undefined || (bySystem && isInstant(command.sinceMs)));
    case 'resume':
      return isText(command.reason, 500) && (command.leastMs === undefined || (bySystem && isInstant(command.leastMs)));
    case 'extend':
      return (
        isText(command.reason, 500) &&
        isInstant(command.extendMs) &&
        command.extendMs > 0 &&
        command.extendMs <= MAX_EXTENSION_MS
      );
    case 'reschedule':
      return isText(command.reason, 500) && isInstant(command.toMs);
    case 'void':
      return (
        isPlace(command.bid) &&
        isText(command.reason, 500) &&
        isPlainName(command.approvedBy) &&
        actorKind(command.approvedBy) === 'operator' &&
        command.approvedBy !== actor
      );
    case 'terminate':
    case 'default':
      return isText(command.reason, 500);
    case 'object':
      return (
        ['qualification', 'bid', 'result'].includes(command.about) &&
        (command.target === null || isPlace(command.target)) &&
        isText(command.text, 2_000)
      );
    case 'rule':
      return (
        isPlace(command.objection) &&
        typeof command.upheld === 'boolean' &&
        typeof command.annul === 'boolean' &&
        isText(command.reason, 2_000)
      );
    case 'appeal':
      return isPlace(command.objection) && isText(command.text, 2_000);
    case 'award':
      return true;
    case 'close':
      return isInstant(command.endsAtMs);
  }
}

export const isWellFormedEnvelope = (envelope: Envelope): boolean =>
  isPlainName(envelope.commandId) &&
  isPlainName(envelope.actor) &&
  isInstant(envelope.arrivedAtMs) &&
  typeof (envelope.command as Command | null)?.type === 'string';
