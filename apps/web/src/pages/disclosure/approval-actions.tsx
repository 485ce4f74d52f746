import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applications } from '../../api/applications';
import { type Disclosure, disclosures } from '../../api/disclosures';
import { ConfirmAction } from '../../ui/confirm-action';
import { FilePicker } from '../../ui/file-picker';

/** For whoever is asked now: approve with an opinion, send back to be changed, or refuse. */
export function ApprovalActions({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useTranslation();
  const [opinion, setOpinion] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const { may, step } = disclosure;
  if (!may.includes('refuse') || !step) return null;
  const meeting = step === 'meeting';
  return (
    <div className="approve-box">
      <h3 className="checklist-head">{t('disclosure.yourTurn', { step: t(`disclosure.step.${step}`) })}</h3>
      <div className="row">
        <ConfirmAction
          label={t('disclosure.answer.approve')}
          title={t('disclosure.answer.approve')}
          button={{ type: 'primary' }}
          incomplete={meeting && files.length === 0}
          run={async () => {
            const [file] = files;
            const id = file && (await applications.upload(file)).id;
            return disclosures.approve(disclosure.id, 'approve', opinion.trim(), id);
          }}
          onDone={() => {
            setOpinion('');
            setFiles([]);
          }}
        >
          <p>{t(meeting ? 'disclosure.approveMeetingText' : 'disclosure.approveText')}</p>
          <Input.TextArea
            rows={3}
            maxLength={2000}
            value={opinion}
            aria-label={t('disclosure.opinion')}
            placeholder={t('disclosure.opinion')}
            onChange={({ target }) => setOpinion(target.value)}
          />
          <FilePicker
            label={t(meeting ? 'disclosure.chooseMinutes' : 'disclosure.chooseOpinion')}
            accept=".pdf,.png,.jpg,.jpeg"
            files={files}
            multiple={false}
            onChange={setFiles}
          />
        </ConfirmAction>
        {(['send_back', 'refuse'] as const).map((answer) => (
          <ConfirmAction
            key={answer}
            label={t(`disclosure.answer.${answer}`)}
            title={t(`disclosure.answer.${answer}`)}
            danger={answer === 'refuse'}
            reasonLabel={t('common.reason')}
            run={(reason) => disclosures.approve(disclosure.id, answer, reason)}
          >
            <p>{t(`disclosure.answerText.${answer}`)}</p>
          </ConfirmAction>
        ))}
      </div>
    </div>
  );
}
