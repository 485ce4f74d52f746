import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CandidateFacts, type Confirmation, confirmations } from '../../api/applications';
import { formatYuan } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import { Facts } from '../../ui/facts';
import { ProblemAlert } from '../../ui/problem-alert';
import { Due } from './due';
import { Papers } from './papers';

interface CandidateDialogProps {
  confirmation: Confirmation | null;
  onClose: () => void;
}

/** First the duty of confidence, then the facts: every opening is written down. */
export function CandidateDialog({ confirmation, onClose }: CandidateDialogProps) {
  const { t } = useTranslation();
  const [duty, setDuty] = useState(false);
  const look = useMutation({ mutationFn: (id: string) => confirmations.open(id) });
  const { reset } = look;
  useEffect(() => {
    setDuty(false);
    reset();
  }, [confirmation?.id, reset]);
  return (
    <Modal
      open={confirmation !== null}
      title={t('confirm.label', { label: confirmation?.label ?? '' })}
      width={720}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
    >
      <ProblemAlert error={look.error} />
      {confirmation && !look.data && (
        <div className="stack">
          <p>{t('confirm.dutyText')}</p>
          <Checkbox checked={duty} onChange={(event) => setDuty(event.target.checked)}>
            {t('confirm.duty')}
          </Checkbox>
          <p>
            <Button
              type="primary"
              disabled={!duty}
              loading={look.isPending}
              onClick={() => look.mutate(confirmation.id)}
            >
              {t('confirm.open')}
            </Button>
          </p>
        </div>
      )}
      {look.data && <Candidate facts={look.data} onClose={onClose} />}
    </Modal>
  );
}

function Candidate({ facts, onClose }: { facts: CandidateFacts; onClose: () => void }) {
  const { t } = useTranslation();
  const { representative, contact, offerMinor, firstRefusalRank } = facts;
  return (
    <div className="stack">
      <Facts
        items={[
          [t('bars.organisation'), <b key="name">{facts.organisationName}</b>],
          [t('register.uscc'), facts.organisationUscc],
          representative !== null && [
            t('qualify.representative'),
            `${representative.name} …${representative.idTail} ${representative.phone}`,
          ],
          contact !== null && [t('qualify.contact'), [contact.name, contact.phone, contact.email].join(' ')],
          offerMinor !== null && [t('qualify.offer'), formatYuan(offerMinor)],
          Boolean(firstRefusalRank) && [
            t('room.match.badge'),
            t('applications.rightOf', { rank: firstRefusalRank, ground: t(`ground.${facts.firstRefusalGround}`) }),
          ],
        ]}
      />
      <p style={{ whiteSpace: 'pre-wrap' }}>{facts.statement}</p>
      <Papers papers={facts.documents} address={(id) => confirmations.documentAddress(facts.id, id)} />
      {facts.state === 'awaiting_seller' && (
        <>
          <Due at={facts.dueAt} />
          <p className="small muted">{t('confirm.silence')}</p>
          <div className="row">
            <ConfirmAction
              label={t('confirm.confirm')}
              title={t('confirm.confirm')}
              button={{ type: 'primary' }}
              run={() => confirmations.answer(facts.id, true)}
              onDone={onClose}
            >
              <p>{t('confirm.confirmText', { name: facts.organisationName })}</p>
            </ConfirmAction>
            <ConfirmAction
              label={t('confirm.object')}
              title={t('confirm.object')}
              reasonLabel={t('common.reason')}
              danger
              run={(reason) => confirmations.answer(facts.id, false, reason)}
              onDone={onClose}
            >
              <p>{t('confirm.objectText', { name: facts.organisationName })}</p>
            </ConfirmAction>
          </div>
        </>
      )}
    </div>
  );
}
