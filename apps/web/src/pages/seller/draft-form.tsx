import { App, Button, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type ListingView, listings } from '../../api/listings';
import { FIELDS } from '../../lib/fields';
import { groupYuan } from '../../lib/money';
import { MoneyInput } from '../../ui/money-input';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';
import { AchievementSelect } from './achievement-select';
import { amountRule, type DraftValues, toDraft } from './draft-values';
import { PriceBasis } from './price-basis';
import { ProfileSelect } from './profile-select';
import { ExchangeSelect, TransfereeSelect, WindowSelect } from './party-selects';

const WAYS = ['auction', 'listing', 'negotiated'] as const;

interface DraftFormProps {
  /** The draft that is changed; null for a new one. */
  listing: ListingView | null;
  /** What the fields begin with. */
  template: ListingView | null;
  achievementId: string | null;
}

export function DraftForm({ listing, template, achievementId }: DraftFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<DraftValues>();
  const code = Form.useWatch('profileCode', form) ?? template?.profileCode ?? null;
  const way = Form.useWatch('pricingWay', form) ?? template?.pricingWay ?? 'auction';
  const dealForm = Form.useWatch('form', form) ?? template?.form ?? 'transfer';
  const achievement = Form.useWatch('achievementId', form) ?? template?.achievement.id;
  const exchangeId = Form.useWatch('exchangeId', form) ?? template?.exchangeId;
  const save = useFormAction(
    form,
    (values: DraftValues) => {
      const draft = toDraft(values);
      return listing ? listings.update(listing.id, draft) : listings.create(draft);
    },
    (saved) => {
      void message.success(t('draft.saved'));
      void navigate(`/listings/${saved.id}`);
    },
  );
  const required = { required: true, message: t('common.required') };
  return (
    <section className="panel form-narrow">
      <ProblemAlert error={save.error} />
      <Form
        form={form}
        layout="vertical"
        scrollToFirstError
        initialValues={initial(template, achievementId)}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="achievementId" label={t('draft.achievement')} rules={[required]}>
          <AchievementSelect disabled={template !== null} />
        </Form.Item>
        <Form.Item name="form" label={t('draft.form')} rules={[required]}>
          <Radio.Group options={['transfer', 'licence'].map((value) => ({ value, label: t(`form.${value}`) }))} />
        </Form.Item>
        <Form.Item name="pricingWay" label={t('draft.pricingWay')} extra={t(`draft.wayHint.${way}`)} rules={[required]}>
          <Radio.Group options={WAYS.map((value) => ({ value, label: t(`pricingWay.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="priceMinor"
          label={t(`listing.priceOf.${way}`)}
          rules={[required, { validator: amountRule(t('draft.amountRule')) }]}
        >
          <MoneyInput />
        </Form.Item>
        {way === 'auction' && (
          <Form.Item
            name="reserveMinor"
            label={t('draft.reserve')}
            extra={t('draft.reserveHint')}
            rules={[{ validator: amountRule(t('draft.amountRule')) }]}
          >
            <MoneyInput />
          </Form.Item>
        )}
        {way === 'negotiated' && (
          <Form.Item name="transfereeId" label={t('draft.transferee')} rules={[required]}>
            <TransfereeSelect />
          </Form.Item>
        )}
        <Form.Item name="windowId" label={t('draft.window')} extra={t('draft.windowHint')}>
          <WindowSelect onExchange={(id) => form.setFieldValue('exchangeId', id)} />
        </Form.Item>
        <Form.Item name="exchangeId" label={t('draft.exchange')} extra={t('draft.exchangeHint')} rules={[required]}>
          <ExchangeSelect />
        </Form.Item>
        <Form.Item name="profileCode" label={t('draft.profile')} extra={t('draft.profileHint')} rules={[required]}>
          <ProfileSelect achievementId={achievement} exchangeId={exchangeId} form={dealForm} pricingWay={way} />
        </Form.Item>
        <PriceBasis code={code} way={way} />
        <Form.Item name="conditions" label={t('draft.conditions')} extra={t('draft.conditionsHint')}>
          <Input.TextArea rows={4} maxLength={4000} />
        </Form.Item>
        <Form.Item name="fieldCode" label={t('achievement.field')} extra={t('draft.fieldHint')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('draft.fieldNone')}
            options={FIELDS.map((value) => ({ value, label: t(`field.${value}`) }))}
          />
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
          {t('draft.save')}
        </Button>
        <p className="small muted" style={{ marginTop: 10 }}>
          {t('draft.saveHint')}
        </p>
      </Form>
    </section>
  );
}

function initial(listing: ListingView | null, achievementId: string | null): Partial<DraftValues> {
  if (!listing) return { form: 'transfer', pricingWay: 'auction', ...(achievementId ? { achievementId } : {}) };
  return {
    achievementId: listing.achievement.id,
    form: listing.form,
    pricingWay: listing.pricingWay,
    priceMinor: groupYuan(listing.priceMinor),
    reserveMinor: listing.reserveMinor ? groupYuan(listing.reserveMinor) : '',
    profileCode: listing.profileCode,
    windowId: listing.windowId ?? undefined,
    exchangeId: listing.exchangeId ?? '',
    fieldCode: listing.fieldCode || undefined,
    transfereeId: listing.negotiatedTransfereeId ?? undefined,
    conditions: listing.conditions,
    announcedExtensions: listing.announcedExtensions,
    ...(listing.appraisal
      ? { appraisal: { ...listing.appraisal, amountMinor: groupYuan(listing.appraisal.amountMinor) } }
      : {}),
    ...(listing.approval ? { approval: listing.approval } : {}),
  };
}
