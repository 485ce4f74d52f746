import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { applications } from '../../api/applications';
import { defaults, type Ground } from '../../api/defaults';
import { Guard } from '../../auth/guard';
import { FilePicker } from '../../ui/file-picker';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

const GROUNDS: readonly Ground[] = ['not_signed', 'not_paid', 'refused'];

export function Component() {
  return (
    <Guard permission="auction.operate">
      <Propose />
    </Guard>
  );
}

interface Values {
  ground: Ground;
  reason: string;
}

/** Of one sale: a case that is open already is shown instead. */
function Propose() {
  const { t } = useTranslation();
  const { auctionId = '' } = useParams();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const [files, setFiles] = useState<File[]>([]);
  const [missing, setMissing] = useState(false);
  const known = useQuery({
    queryKey: ['/defaults', { auctionId }],
    queryFn: () => defaults.list({ auctionId, limit: 10 }),
  });
  const open = known.data?.items.find(({ state }) => state !== 'due');
  const action = useFormAction(
    form,
    async (values: Values) => {
      const evidenceIds: string[] = [];
      for (const file of files) evidenceIds.push((await applications.upload(file)).id);
      return defaults.propose(auctionId, { ...values, evidenceIds });
    },
    ({ id }) => void navigate(`/desk/defaults/${id}`),
  );
  return (
    <>
      <PageHead
        title={t('default.proposeTitle')}
        intro={t('default.proposeIntro')}
        actions={<Link to="/desk/defaults">{t('default.back')}</Link>}
      />
      <ProblemAlert error={known.error ?? action.error} />
      <section className="panel">
        {open ? (
          <Link to={`/desk/defaults/${open.id}`}>
            {open.listingTitle} · {t('default.open')}
          </Link>
        ) : (
          <Form
            form={form}
            layout="vertical"
            initialValues={{ ground: known.data?.items[0]?.ground ?? 'not_signed' }}
            onFinish={(values) => {
              const lacks = values.ground === 'refused' && files.length === 0;
              setMissing(lacks);
              if (!lacks) action.mutate(values);
            }}
          >
            <Form.Item name="ground" label={t('default.ground')} rules={[{ required: true }]}>
              <Radio.Group options={GROUNDS.map((value) => ({ value, label: t(`default.grounds.${value}`) }))} />
            </Form.Item>
            <Form.Item
              name="reason"
              label={t('default.reason')}
              rules={[{ required: true, whitespace: true, min: 2, message: t('common.required') }]}
            >
              <Input.TextArea rows={4} maxLength={500} showCount />
            </Form.Item>
            <Form.Item
              label={t('default.evidence')}
              validateStatus={missing ? 'error' : ''}
              help={missing ? t('default.evidenceNeeded') : undefined}
            >
              <FilePicker
                label={t('common.chooseFiles')}
                accept=".pdf,.png,.jpg,.jpeg"
                files={files}
                onChange={setFiles}
              />
            </Form.Item>
            <Button type="primary" danger htmlType="submit" loading={action.isPending}>
              {t('default.submit')}
            </Button>
          </Form>
        )}
      </section>
    </>
  );
}
