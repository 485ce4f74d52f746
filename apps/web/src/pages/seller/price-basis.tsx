import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PricingWay } from '../../api/listings';
import { rules } from '../../api/rules';
import { MoneyInput } from '../../ui/money-input';
import { amountRule } from './draft-values';

/** What the rules chosen ask besides a price: announced extensions, a filed appraisal, a written approval. */
export function PriceBasis({ code, way }: { code: string | null; way: PricingWay }) {
  const { t } = useTranslation();
  const profiles = useQuery({ queryKey: ['/rule-profiles'], queryFn: () => rules.list() });
  const sale = profiles.data?.items.find((profile) => profile.code === code)?.body.sale;
  if (!sale) return null;
  const { extension, appraisal } = sale;
  return (
    <>
      {extension && way !== 'negotiated' && (
        <Form.Item
          name="announcedExtensions"
          label={t('draft.extensions')}
          extra={t('draft.extensionsHint', {
            max: extension.max,
            days: t(extension.days.kind === 'working' ? 'profile.workingDays' : 'profile.calendarDays', {
              count: extension.days.count,
            }),
          })}
        >
          <InputNumber min={0} max={extension.max} precision={0} placeholder="0" />
        </Form.Item>
      )}
      {appraisal && (
        <fieldset className="group">
          <legend>{t('draft.appraisal')}</legend>
          <p className="small muted">{t('draft.appraisalHint')}</p>
          <Form.Item
            name={['appraisal', 'amountMinor']}
            label={t('draft.appraisalAmount')}
            rules={[{ validator: amountRule(t('draft.amountRule')) }]}
          >
            <MoneyInput />
          </Form.Item>
          <Form.Item name={['appraisal', 'reference']} label={t('draft.appraisalReference')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['appraisal', 'on']} label={t('draft.appraisalOn')}>
            <Input type="date" />
          </Form.Item>
          <p className="small muted">
            {t('draft.approvalHint', {
              percent: (appraisal.approvalBelow.numerator * 100) / appraisal.approvalBelow.denominator,
            })}
          </p>
          <Form.Item name={['approval', 'reference']} label={t('draft.approvalReference')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['approval', 'authority']} label={t('draft.approvalAuthority')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['approval', 'on']} label={t('draft.approvalOn')}>
            <Input type="date" />
          </Form.Item>
        </fieldset>
      )}
    </>
  );
}
