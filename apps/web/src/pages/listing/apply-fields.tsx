import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { identity } from '../../api/identity';
import type { ListingView } from '../../api/listings';
import { windows } from '../../api/windows';

/** Who acts for the candidate. */
export function RepresentativeFields() {
  const { t } = useTranslation();
  const needed = { required: true, whitespace: true, message: t('common.required') };
  return (
    <>
      <Form.Item name={['representative', 'name']} label={t('qualify.representative')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name={['representative', 'idNumber']}
        label={t('qualify.idNumber')}
        rules={[{ ...needed, min: 6 }]}
        extra={t('qualify.idNumberHint')}
      >
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item name={['representative', 'phone']} label={t('qualify.phone')} rules={[{ ...needed, min: 5 }]}>
        <Input maxLength={30} inputMode="tel" />
      </Form.Item>
    </>
  );
}

/** What a candidate has to declare, word by word as the rules have it. */
export function AcceptedText({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="acceptsText"
      valuePropName="checked"
      rules={[
        {
          validator: (_, accepted) => (accepted ? Promise.resolve() : Promise.reject(new Error(t('qualify.accept')))),
        },
      ]}
    >
      <Checkbox>{text}</Checkbox>
    </Form.Item>
  );
}

/** Clients that let this window hand in papers for them. */
export function ClientChoice({
  value,
  onChange,
  id,
}: {
  value?: string;
  onChange?: (value: string) => void;
  id?: string;
}) {
  const { data, isPending } = useQuery({ queryKey: ['/windows/mine/clients'], queryFn: identity.clients });
  const options = (data?.items ?? []).filter(({ scopes }) => scopes.includes('intake'));
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      loading={isPending}
      showSearch={{ optionFilterProp: 'label' }}
      options={options.map((client) => ({ value: client.organisationId, label: client.name }))}
    />
  );
}

/** The window that brought the candidate: one of the host's, or of a market the listing is linked into. */
export function OriginField({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: ['/windows', 'all'], queryFn: () => windows.list({ limit: 100 }) });
  const markets = [listing.exchangeId, ...(listing.markets ?? []).map(({ exchangeId }) => exchangeId)];
  const options = (data?.items ?? []).filter(({ exchangeId }) => markets.includes(exchangeId));
  if (options.length === 0) return null;
  return (
    <Form.Item name="windowId" label={t('markets.origin')} extra={t('markets.originHint')}>
      <Select allowClear options={options.map(({ id, name }) => ({ value: id, label: name }))} />
    </Form.Item>
  );
}
