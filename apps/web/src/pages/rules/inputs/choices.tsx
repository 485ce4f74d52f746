import { Checkbox, Radio, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { flagText, optionText, RuleValue } from '../rule-value';
import type { RuleProps } from './field-props';

export function BooleanInput({ rule, value, label, onChange }: RuleProps<boolean>) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as boolean)}
      options={[true, false].map((option) => ({ value: option, label: flagText(rule.path, option, t) }))}
    />
  );
}

export function OneOfInput({ rule, value, label, onChange }: RuleProps<string>) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as string)}
      options={(rule.options ?? []).map((option) => ({ value: option, label: optionText(rule.path, option, t) }))}
    />
  );
}

export function SomeOfInput({ rule, value, onChange }: RuleProps<string[]>) {
  const { t } = useTranslation();
  const options = rule.options ?? [];
  return (
    <Checkbox.Group
      value={value}
      // In the order of the list, whichever was ticked first.
      onChange={(chosen) => onChange(options.filter((option) => chosen.includes(option)))}
      options={options.map((option) => ({ value: option, label: optionText(rule.path, option, t) }))}
    />
  );
}

/** A rule that may be switched off; `off` is what it then says, undefined when it is left out. */
export function maybe<T>(Field: React.ComponentType<RuleProps<T>>, fresh: T, off: null | undefined) {
  return function MaybeInput(props: RuleProps<T | null | undefined>) {
    const { t } = useTranslation();
    const { value } = props;
    const on = value !== null && value !== undefined;
    return (
      <div className="rule-maybe">
        <Switch
          aria-label={t('rules.hasRule', { rule: props.label })}
          checked={on}
          checkedChildren={t('rules.on')}
          unCheckedChildren={t('rules.off')}
          onChange={(next) => props.onChange(next ? structuredClone(fresh) : off)}
        />
        {on ? (
          <Field {...props} value={value} />
        ) : (
          <span className="muted">
            <RuleValue path={props.rule.path} value={null} />
          </span>
        )}
      </div>
    );
  };
}
