import type { RuleKind } from '../../../lib/rules';
import { BooleanInput, maybe, OneOfInput, SomeOfInput } from './choices';
import type { RuleProps } from './field-props';
import { DaysInput, DurationInput, MoneyInput, PlainCount, RateInput } from './numbers';
import { BandsInput, IncrementsInput, NoticeTiersInput } from './tables';
import { AppraisalInput, ExtensionInput, PriceCutInput } from './terms';
import { TextsInput } from './texts';
import { UndertakingInput } from './undertaking';

const FIELDS: Record<RuleKind, unknown> = {
  days: DaysInput,
  nullDays: maybe(DaysInput, { count: 3, kind: 'working' }, null),
  rate: RateInput,
  money: MoneyInput,
  nullInteger: maybe<number>(PlainCount, 10, null),
  hour: PlainCount,
  calendarDays: PlainCount,
  duration: DurationInput,
  optionalDuration: maybe<number>(DurationInput, 86_400_000, undefined),
  boolean: BooleanInput,
  oneOf: OneOfInput,
  someOf: SomeOfInput,
  bands: BandsInput,
  increments: IncrementsInput,
  noticeTiers: NoticeTiersInput,
  extension: maybe(ExtensionInput, { days: { count: 5, kind: 'working' }, max: 3 }, null),
  appraisal: maybe(AppraisalInput, { approvalBelow: { numerator: 90, denominator: 100 } }, null),
  priceCut: maybe(
    PriceCutInput,
    { maxRate: { numerator: 20, denominator: 100 }, relistWithin: { count: 30, kind: 'calendar' } },
    null,
  ),
  texts: TextsInput,
  undertaking: UndertakingInput,
};

/** The field in which a rule of this kind is written. */
export function RuleInput(props: RuleProps<unknown>) {
  const Field = FIELDS[props.rule.kind] as React.ComponentType<RuleProps<unknown>>;
  return <Field {...props} />;
}
