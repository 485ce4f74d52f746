import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { checkCertificate } from '../../api/invoices';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';

/** Anybody who holds a transaction certificate sees whether it is genuine. Its address can be printed on it. */
export function Component() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [number, code] = [search.get('number') ?? '', search.get('code') ?? ''];
  const { data, error, isFetching } = useQuery({
    queryKey: ['/certificates', number, code],
    queryFn: () => checkCertificate(number, code),
    enabled: number !== '' && code !== '',
    retry: false,
  });
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <div className="page check-page">
      <PageHead title={t('check.title')} intro={t('check.intro')} />
      <section className="panel">
        <Form
          layout="vertical"
          initialValues={{ number, code }}
          onFinish={(values: { number: string; code: string }) => setSearch(values)}
        >
          <Form.Item name="number" label={t('check.number')} rules={[required]}>
            <Input className="num" maxLength={40} placeholder="JSZM2026000001" autoComplete="off" />
          </Form.Item>
          <Form.Item name="code" label={t('check.code')} rules={[required]}>
            <Input className="num" maxLength={40} placeholder="0A1B 2C3D 4E5F 6071" autoComplete="off" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={isFetching}>
            {t('check.run')}
          </Button>
        </Form>
      </section>
      <ProblemAlert error={error} />
      {data && !error && (
        <section className="panel" aria-live="polite">
          <Alert type="success" showIcon title={t('check.genuine')} description={t('check.genuineText')} />
          <Facts
            items={[
              [t('check.number'), data.number],
              [t('check.name'), data.title],
              [t('check.contract'), data.contractNumber],
              [t('check.confirmation'), data.confirmationNumber],
              [t('check.transferor'), data.transferorName],
              [t('check.transferee'), data.transfereeName],
              [t('check.amount'), <Money key="a" amount={data.contractAmountMinor} />],
              [t('check.technical'), <Money key="t" amount={data.technicalAmountMinor} />],
              [t('check.paid'), <Money key="p" amount={data.paidMinor} />],
              [t('check.exchange'), data.exchangeName],
              [t('check.issuedOn'), <Moment key="d" at={data.issuedOn} day />],
            ]}
          />
          <p className="small muted hash">
            {t('check.hash')} {data.contentHash}
          </p>
        </section>
      )}
    </div>
  );
}
