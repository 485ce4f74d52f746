import { conflict, forbidden, invalid, isLegible } from '@jishi/kernel';
import {
  belowTheLaw,
  type ChinaDay,
  earliestDay,
  groupOf,
  parseRuleProfile,
  type RuleProfile,
  spreadSources,
  startOfChinaDay,
} from '@jishi/pricing';

/** Under which name and number a body is written; an editor changes neither, nor makes rules for demonstrations. */
export interface Naming {
  code: string;
  version: number;
}

/** A body as it is kept: named as it will be published, one source a rule, none of its rules left open or below the law. Errors: `profile.invalid`. */
export function readDraftBody(value: object, { code, version }: Naming): RuleProfile {
  const sources: unknown = (value as Partial<RuleProfile>).sources;
  const named = { ...value, code, version, demo: null };
  const complete = typeof sources === 'object' && sources !== null ? withSources(named, sources) : named;
  // Read twice: what the first reading adds for versions of old must name its sources too.
  const profile = parseRuleProfile(parseRuleProfile(complete));
  const errors = belowTheLaw(profile);
  if (errors.length > 0) throw invalid('profile.invalid', { count: errors.length }, errors);
  return profile;
}

function withSources(value: object, sources: object): object {
  const texts = Object.fromEntries(
    Object.entries(sources).map(([path, text]: [string, unknown]) => [path, typeof text === 'string' ? text : '']),
  );
  const spread = Object.entries(spreadSources({ ...value, sources: texts }));
  // A source left empty is a fault of its rule and stays to be found; what is no rule needs none.
  const kept = spread.filter(([path, text]) => text !== '' || groupOf(path) !== 'other');
  return { ...value, sources: Object.fromEntries(kept) };
}

/** When a version published now comes into force. Errors: `profile.too_early`, `calendar.bad_day`. */
export function effectiveFrom(day: ChinaDay, nowMs: number, previousEffectiveMs: number | null): Date {
  const earliest = earliestDay(nowMs, previousEffectiveMs);
  const at = startOfChinaDay(day);
  if (day < earliest)
    throw invalid('profile.too_early', { earliest }, [
      { path: 'effectiveOn', code: 'profile.too_early', params: { earliest } },
    ]);
  return new Date(at);
}

/** Errors: `profile.code_taken`. */
export function requireFreeCode(code: string, ownerId: string | null | undefined, exchangeId: string): void {
  if (ownerId !== undefined && ownerId !== exchangeId)
    throw conflict('profile.code_taken', { code }, [{ path: 'code', code: 'profile.code_taken', params: { code } }]);
}

/** Whoever proposed rules does not publish them. Errors: `profile.same_person`. */
export function requireSecondPerson(proposedBy: string | null, userId: string): void {
  if (proposedBy === userId) throw forbidden('profile.same_person');
}

/** Errors: `profile.reason_missing`. */
export function requireReason(reason: string): string {
  if (!isLegible(reason))
    throw invalid('profile.reason_missing', {}, [{ path: 'reason', code: 'profile.reason_missing' }]);
  return reason.trim();
}
