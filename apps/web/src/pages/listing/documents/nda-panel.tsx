import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documents } from '../../../api/documents';
import { useAuth } from '../../../auth/actor';
import { Moment } from '../../../ui/moment';
import { ProblemAlert } from '../../../ui/problem-alert';
import { SignNda } from './sign-nda';

/** Whether this organisation has signed, and the way to do it; what was signed can be read again. */
export function NdaPanel({ listingId }: { listingId: string }) {
  const { t, i18n } = useTranslation();
  const { can } = useAuth();
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['/listings', listingId, 'nda', i18n.language],
    queryFn: () => documents.nda(listingId, i18n.language),
  });
  if (!data) return <ProblemAlert error={error} />;
  const { accepted } = data;
  const read = (
    <Button type={accepted || !can('nda.sign') ? 'default' : 'primary'} onClick={() => setOpen(true)}>
      {t(accepted ? 'nda.readAgain' : can('nda.sign') ? 'nda.readAndSign' : 'nda.read')}
    </Button>
  );
  return (
    <div className="nda">
      <Alert
        type={accepted ? 'success' : 'info'}
        showIcon
        title={
          accepted ? (
            <>
              {t('nda.signedBy', { name: accepted.signatory })} <Moment at={accepted.acceptedAt} />
            </>
          ) : (
            t('nda.needed')
          )
        }
        description={accepted ? t('nda.traced') : t(can('nda.sign') ? 'nda.neededHint' : 'nda.colleague')}
        action={read}
      />
      {!accepted && can('nda.sign') ? (
        <SignNda listingId={listingId} offer={data} open={open} onClose={() => setOpen(false)} />
      ) : (
        <Modal open={open} title={t('nda.title')} footer={null} width={720} onCancel={() => setOpen(false)}>
          <div className="nda-text">{accepted?.text ?? data.text}</div>
        </Modal>
      )}
    </div>
  );
}
