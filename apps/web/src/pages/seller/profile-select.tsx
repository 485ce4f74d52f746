import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listings, type DealForm, type PricingWay } from '../../api/listings';
import { rules } from '../../api/rules';
import { ProblemAlert } from '../../ui/problem-alert';

interface ProfileSelectProps {
  id?: string;
  value?: string;
  onChange?: (code: string) => void;
  /** What is to be sold, how and where; without these nothing is offered yet. */
  achievementId: string | undefined;
  exchangeId: string | undefined;
  form: DealForm;
  pricingWay: PricingWay;
}

/** Only rules that govern such a sale can be chosen; the others stand below, each with the reason why not. */
export function ProfileSelect({
  id,
  value,
  onChange,
  achievementId,
  exchangeId,
  form,
  pricingWay,
}: ProfileSelectProps) {
  const { t, i18n } = useTranslation();
  const achievement = useQuery({
    queryKey: ['/achievements', achievementId],
    queryFn: () => listings.achievement(achievementId ?? ''),
    enabled: achievementId !== undefined,
  });
  const sellerId = achievement.data?.organisationId;
  const asked = sellerId !== undefined && Boolean(exchangeId);
  const fitting = useQuery({
    queryKey: ['/rule-profiles', 'fitting', sellerId, exchangeId, form, pricingWay],
    queryFn: () => rules.fitting({ sellerId: sellerId ?? '', exchangeId: exchangeId ?? '', form, pricingWay }),
    enabled: asked,
    placeholderData: (previous) => previous,
  });
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  const options = (fitting.data?.items ?? []).map(({ profile, reasons }) => ({
    value: profile.code,
    disabled: reasons.length > 0,
    label: `${profile.body.name[language]} · v${profile.version}`,
    why: reasons.map((reason) => t(`rules.unfit.${reason}`)).join(t('common.comma')),
  }));
  const chosen = options.find((option) => option.value === value);
  return (
    <>
      <ProblemAlert error={achievement.error ?? fitting.error} />
      <Select
        {...(id ? { id } : {})}
        value={value ?? null}
        disabled={!asked}
        placeholder={t(asked ? 'rules.chooseRules' : 'rules.chooseFirst')}
        loading={asked && fitting.isPending}
        onChange={(code) => code && onChange?.(code)}
        options={options}
        optionRender={({ data }) => renderOption(data)}
      />
      {chosen?.why && <p className="fault small">{t('rules.unfitNow', { why: chosen.why })}</p>}
      {asked && fitting.data?.seller === null && <p className="small muted">{t('rules.sayOwnership')}</p>}
      {value && (
        <Link className="small" to={`/rules/${value}`} target="_blank">
          {t('rules.whole')}
        </Link>
      )}
    </>
  );
}

function renderOption({ label, why }: { label: string; why: string }) {
  return (
    <>
      {label}
      {why && <span className="cell-sub">{why}</span>}
    </>
  );
}
