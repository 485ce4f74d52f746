import { IP_KINDS } from '@jishi/pricing';
import { App, Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Disclosure, disclosures, EXPORT_CONTROLS, FUNDING, SECRECY } from '../../api/disclosures';
import { useAuth } from '../../auth/actor';
import { FIELDS } from '../../lib/fields';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';
import { ContributorFields } from './contributor-fields';
import { type DisclosureValues, initialValues, toContent } from './disclosure-values';
import { PartyFields, PublicationFields } from './line-fields';

/** Saved as a draft that only its inventors see; handed in from its page. */
export function DisclosureForm({ disclosure }: { disclosure: Disclosure | null }) {
  const { t } = useTranslation();
  const { actor } = useAuth();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<DisclosureValues>();
  const funding = Form.useWatch('fundingSource', form) ?? disclosure?.fundingSource ?? 'outside';
  const save = useFormAction(
    form,
    (values: DisclosureValues) => {
      const content = toContent(values);
      return disclosure ? disclosures.save(disclosure.id, content) : disclosures.create(content);
    },
    (saved) => {
      void message.success(t('disclosure.saved'));
      void navigate(`/desk/disclosures/${saved.id}`);
    },
  );
  const required = { required: true, whitespace: true, message: t('common.required') };
  const known = disclosure?.contributors ?? (actor ? [{ userId: actor.userId, name: actor.name }] : []);
  return (
    <section className="panel form-wide">
      <ProblemAlert error={save.error} />
      <Form
        form={form}
        layout="vertical"
        scrollToFirstError
        initialValues={initialValues(disclosure, actor)}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="title" label={t('disclosure.title')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="summary" label={t('disclosure.summary')} extra={t('disclosure.summaryHint')}>
          <Input.TextArea rows={3} maxLength={4000} />
        </Form.Item>
        <Form.Item name="description" label={t('disclosure.description')} extra={t('disclosure.descriptionHint')}>
          <Input.TextArea rows={6} maxLength={20_000} />
        </Form.Item>
        <div className="pair">
          <Form.Item name="ipKind" label={t('achievement.ipKind')} rules={[required]}>
            <Select options={IP_KINDS.map((value) => ({ value, label: t(`ipKind.${value}`) }))} />
          </Form.Item>
          <Form.Item name="fieldCode" label={t('achievement.field')}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={FIELDS.map((value) => ({ value, label: t(`field.${value}`) }))}
            />
          </Form.Item>
        </div>
        <h2 className="form-section">{t('disclosure.contributors')}</h2>
        <Form.Item extra={t('disclosure.sharesHint')}>
          <ContributorFields known={known} />
        </Form.Item>
        <h2 className="form-section">{t('disclosure.origin')}</h2>
        <Form.Item
          name="fundingSource"
          label={t('disclosure.funding')}
          extra={funding !== 'outside' && t('disclosure.duty')}
          rules={[required]}
        >
          <Radio.Group options={FUNDING.map((value) => ({ value, label: t(`disclosure.fundedBy.${value}`) }))} />
        </Form.Item>
        {funding !== 'outside' && (
          <Form.Item name="programme" label={t('disclosure.programme')} rules={[required]}>
            <Input maxLength={500} />
          </Form.Item>
        )}
        <Form.Item label={t('disclosure.parties')} extra={t('disclosure.partiesHint')}>
          <PartyFields />
        </Form.Item>
        <Form.Item label={t('disclosure.publications')} extra={t('disclosure.publicationsHint')}>
          <PublicationFields />
        </Form.Item>
        <h2 className="form-section">{t('disclosure.limits')}</h2>
        <Form.Item name="secrecy" label={t('disclosure.secrecy')} extra={t('disclosure.secrecyHint')}>
          <Checkbox.Group options={SECRECY.map((value) => ({ value, label: t(`disclosure.secret.${value}`) }))} />
        </Form.Item>
        <Form.Item name="exportControl" label={t('disclosure.exportControl')} rules={[required]}>
          <Radio.Group options={EXPORT_CONTROLS.map((value) => ({ value, label: t(`disclosure.export.${value}`) }))} />
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
          {t('disclosure.save')}
        </Button>
        <p className="small muted" style={{ marginTop: 10 }}>
          {t('disclosure.saveHint')}
        </p>
      </Form>
    </section>
  );
}
