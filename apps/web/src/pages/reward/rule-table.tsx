import { useTranslation } from 'react-i18next';
import {
  CHOICE_NAMES,
  DEDUCTION_KINDS,
  type DeductionRule,
  REWARD_CLASSES,
  type RewardRuleBody,
  RULE_TERMS,
} from '../../api/rewards';
import { formatPercent } from '../../lib/percent';

/** Every value with where it comes from; those in `changed` are marked, with what stood there before. */
export function RuleTable({
  body,
  before,
  changed = [],
}: {
  body: RewardRuleBody;
  before?: RewardRuleBody;
  changed?: string[];
}) {
  const { t } = useTranslation();
  const cap = (rule: DeductionRule): string =>
    !rule.allowed
      ? t('rewardRule.notDeducted')
      : rule.capBps === null
        ? t('rewardRule.noCap')
        : t('rewardRule.cap', { percent: formatPercent(rule.capBps) });
  const days = (count: number): string => (count === 0 ? t('rewardRule.noDays') : t('rewardRule.days', { count }));
  const groups: [string, { path: string; name: string; value: (of: RewardRuleBody) => string; source: string }[]][] = [
    [
      t('rewardRule.rates'),
      [
        ...REWARD_CLASSES.map((name) => ({
          path: `rates.${name}`,
          name: t(`reward.class.${name}`),
          value: (of: RewardRuleBody) => formatPercent(of.rates[name].bps),
          source: body.rates[name].source,
        })),
        {
          path: 'main',
          name: t('rewardRule.main'),
          value: (of: RewardRuleBody) => t('rewardRule.atLeast', { percent: formatPercent(of.main.bps) }),
          source: body.main.source,
        },
      ],
    ],
    [
      t('reward.deductions'),
      DEDUCTION_KINDS.map((name) => ({
        path: `deductions.${name}`,
        name: t(`reward.deduction.${name}`),
        value: (of: RewardRuleBody) => cap(of.deductions[name]),
        source: body.deductions[name].source,
      })),
    ],
    [
      t('rewardRule.procedure'),
      [
        ...RULE_TERMS.map((name) => ({
          path: `terms.${name}`,
          name: t(`rewardRule.term.${name}`),
          value: (of: RewardRuleBody) => days(of.terms[name].days),
          source: body.terms[name].source,
        })),
        ...CHOICE_NAMES.map((name) => ({
          path: name,
          name: t(`rewardRule.choice.${name}`),
          value: (of: RewardRuleBody) => t(`rewardRule.chosen.${of[name]}`),
          source: '',
        })),
      ],
    ],
  ];
  return (
    <table className="changes reward-rule">
      <caption className="sr-only">{t('rewardRule.values')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('rewardRule.matter')}</th>
          <th scope="col">{t('rewardRule.value')}</th>
          <th scope="col">{t('rewardRule.clause')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(([title, lines]) => [
          <tr key={title} className="changes-group">
            <th colSpan={3} scope="rowgroup">
              {title}
            </th>
          </tr>,
          ...lines.map(({ path, name, value, source }) => (
            <tr key={path}>
              <th scope="row">{name}</th>
              <td data-label={t('rewardRule.value')} className={changed.includes(path) ? 'changes-new' : ''}>
                {value(body)}
                {changed.includes(path) && before && (
                  <span className="cell-sub">{t('rewardRule.was', { value: value(before) })}</span>
                )}
              </td>
              <td data-label={t('rewardRule.clause')} className="small muted" lang="zh">
                {source || '—'}
              </td>
            </tr>
          )),
        ])}
      </tbody>
    </table>
  );
}
