import { Button, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/http';
import { calendar } from '../../api/notices';

/** The address a calendar programme keeps asking, with the filters of the page. */
export function Subscribe({ filters }: { filters: Query }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const feed = calendar.feedPath({ ...filters, lang: i18n.language.startsWith('zh') ? 'zh' : 'en' });
  const address = `${location.origin}${feed}`;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('calendar.subscribe')}
      </Button>
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('calendar.subscribe')}>
        <div className="stack">
          <p>{t('calendar.subscribeText')}</p>
          <Typography.Paragraph copyable={{ text: address }} code style={{ overflowWrap: 'anywhere' }}>
            {address}
          </Typography.Paragraph>
          <p className="row">
            <a href={address.replace(/^https?:/, 'webcal:')}>{t('calendar.openIn')}</a>
            <a href={feed} download>
              {t('calendar.download')}
            </a>
          </p>
        </div>
      </Modal>
    </>
  );
}
