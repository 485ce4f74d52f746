import { isLegible } from '@jishi/kernel';
import type { Command, Envelope, LifecycleCommand } from './commands';
import { actorKind, isPlainName } from './commands';
import { findMode } from './mode';
import { checkRules, MAX_AMOUNT_MINOR } from './rules';
import { transitions } from './lifecycle';
import { isSuite } from './suite';

export const TITLE_MAX = 500;
export const MAX_REASON = 500;
export const MAX_TEXT = 2_000;
export const MAX_EXTENSION_MS = 30 * 24 * 3600 * 1000;
const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max && isLegible(value) && value.isWellFormed();
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isAmount = (value: unknown): value is number => isWhole(value) && value <= MAX_AMOUNT_MINOR;
/** The end of the year 9999: any rule's time after it is still a safe integer, and a date. */
const MAX_INSTANT_MS = 253_402_300_799_999;
const isInstant = (value: unknown): value is number => isWhole(value) && value <= MAX_INSTANT_MS;
/** A seq of the book, or a rank. */
const isPlace = (value: unknown): value is number => isWhole(value) && value > 0;

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
        (command.reserveMinor === null || isAmount(command.reserveMinor))
      );
    }
    case 'admit':
      return (
        isPlainName(command.organisationId) &&
        (command.firstRefusalRank === undefined || isPlace(command.firstRefusalRank)) &&
        (command.barredUntilMs === undefined || isInstant(command.barredUntilMs)) &&
        ['undefined', 'boolean'].includes(typeof command.related) &&
        (command.offerMinor === undefined || isAmount(command.offerMinor)) &&
        (command.paidUntilMs === undefined || isInstant(command.paidUntilMs))
      );
    case 'exclude':
      return isPlainName(command.organisationId) && isText(command.reason, MAX_REASON);
    case 'open':
      return true;
    case 'agree':
      return isPlainName(command.organisationId) && (command.offerMinor === null || isAmount(command.offerMinor));
    case 'pause':
      return (
        isText(command.reason, MAX_REASON) &&
        (command.sinceMs === undefined || (bySystem && isInstant(command.sinceMs)))
      );
    case 'resume':
      return (
        isText(command.reason, MAX_REASON) &&
        (command.leastMs === undefined || (bySystem && isInstant(command.leastMs)))
      );
    case 'extend':
      return (
        isText(command.reason, MAX_REASON) &&
        isWhole(command.extendMs) &&
        command.extendMs > 0 &&
        command.extendMs <= MAX_EXTENSION_MS
      );
    case 'prolong':
      return isText(command.reason, MAX_REASON) && isInstant(command.sinceMs) && isInstant(command.untilMs);
    case 'reschedule':
      return isText(command.reason, MAX_REASON) && isInstant(command.toMs);
    case 'void':
      return (
        isPlace(command.bid) &&
        isText(command.reason, MAX_REASON) &&
        isPlainName(command.approvedBy) &&
        actorKind(command.approvedBy) === 'operator' &&
        command.approvedBy !== actor
      );
    case 'terminate':
    case 'default':
      return isText(command.reason, MAX_REASON);
    case 'object':
      return (
        ['qualification', 'bid', 'result'].includes(command.about) &&
        (command.target === null || isPlace(command.target)) &&
        isText(command.text, MAX_TEXT)
      );
    case 'rule':
      return (
        isPlace(command.objection) &&
        typeof command.upheld === 'boolean' &&
        typeof command.annul === 'boolean' &&
        isText(command.reason, MAX_TEXT)
      );
    case 'appeal':
      return isPlace(command.objection) && isText(command.text, MAX_TEXT);
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
