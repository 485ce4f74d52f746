import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../api/applications';
import { path } from '../api/http';

interface AttachmentLinkProps {
  attachment: Attachment;
  /** Where it is read, if not among one's own papers. */
  address?: string;
}

/** Pictures open in place; anything else is handed to the reader's own viewer. */
export function AttachmentLink({ attachment, address = path(`/attachments/${attachment.id}`) }: AttachmentLinkProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!attachment.mediaType.startsWith('image/')) {
    return (
      <a href={address} download={attachment.filename}>
        {attachment.filename}
      </a>
    );
  }
  return (
    <>
      <button type="button" className="link-button" onClick={() => setOpen(true)}>
        {attachment.filename}
      </button>
      <Modal
        open={open}
        title={attachment.filename}
        width={880}
        onCancel={() => setOpen(false)}
        footer={
          <a href={address} download={attachment.filename}>
            {t('contract.download')}
          </a>
        }
        destroyOnHidden
      >
        <img src={address} alt={attachment.filename} style={{ maxWidth: '100%' }} />
      </Modal>
    </>
  );
}
