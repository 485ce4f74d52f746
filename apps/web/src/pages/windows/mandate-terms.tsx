import { Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { MANDATE_SCOPES, type MandateView } from '../../api/windows';
import { parseYuan } from '../../lib/money';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';

export interface TermsValues {
  mandateRef: string;
  scopes: string[];
  limit?: string;
  validUntil?: string;
}

export const termsOf = ({ mandateRef, scopes, limit, validUntil }: TermsValues) => ({
  mandateRef,
  scopes,
  ...(scopes.includes('bid') && limit ? { bidLimitMinor: parseYuan(limit) ?? 0 } : {}),
  ...(validUntil ? { validUntil } : {}),
});

/** What a mandate says: reference, what for, how much, until when. */
export function TermsFields() {
  const { t } = useTranslation();
  const scopes = Form.useWatch<string[] | undefined>('scopes') ?? [];
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Form.Item name="mandateRef" label={t('mandate.reference')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="scopes" label={t('mandates.scopes')} rules={[required]} initialValue={['intake']}>
        <Checkbox.Group options={MANDATE_SCOPES.map((value) => ({ value, label: t(`mandates.scope.${value}`) }))} />
      </Form.Item>
      {scopes.includes('bid') && (
        <Form.Item
          name="limit"
          label={t('mandates.limit')}
          extra={t('mandates.limitHint')}
          rules={[
            {
              validator: (_, text: string | undefined) =>
                !text || (parseYuan(text) ?? 0) > 0
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('draft.amountRule'))),
            },
          ]}
        >
          <MoneyInput />
        </Form.Item>
      )}
      <Form.Item name="validUntil" label={t('mandates.until')} extra={t('mandates.untilHint')}>
        <Input type="date" style={{ maxWidth: 200 }} />
      </Form.Item>
    </>
  );
}

/** The same, to be read. */
export function TermsText({
  mandate,
}: {
  mandate: Pick<MandateView, 'scopes' | 'bidLimitMinor' | 'validFrom' | 'validUntil'>;
}) {
  const { t } = useTranslation();
  return (
    <>
      {mandate.scopes.map((scope) => t(`mandates.scope.${scope}`)).join(t('common.comma'))}
      {mandate.bidLimitMinor !== null && (
        <span className="cell-sub">
          {t('mandates.limit')} <Money amount={mandate.bidLimitMinor} />
        </span>
      )}
      <span className="cell-sub num">
        {mandate.validFrom} – {mandate.validUntil ?? t('mandates.noEnd')}
      </span>
    </>
  );
}
