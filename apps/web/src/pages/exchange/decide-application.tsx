import { useTranslation } from 'react-i18next';
import { type Application, applications, type RightGround } from '../../api/applications';
import { ConfirmAction } from '../../ui/confirm-action';
import { ApproveApplication } from './approve-application';

interface DecideProps {
  application: Application;
  /** Registered before the notice: it goes with the approval without being typed. */
  registered: { rank: number; ground: RightGround } | null;
}

/** The exchange's word: the first on what was handed in, the last on what the seller objects to. */
export function Decide({ application, registered }: DecideProps) {
  const { t } = useTranslation();
  if (application.state === 'objected')
    return (
      <div className="actions row">
        <ConfirmAction
          label={t('qualify.overrule')}
          title={t('qualify.overrule')}
          reasonLabel={t('common.reason')}
          button={{ type: 'primary' }}
          run={(reason) => applications.review(application.id, true, reason)}
        >
          <p>{t('qualify.overruleText')}</p>
          <p className="relation-path">{application.reason}</p>
        </ConfirmAction>
        <ConfirmAction
          label={t('qualify.uphold')}
          title={t('qualify.uphold')}
          reasonLabel={t('common.reason')}
          danger
          run={(reason) => applications.review(application.id, false, reason)}
        >
          <p>{t('qualify.upholdText')}</p>
          <p className="relation-path">{application.reason}</p>
        </ConfirmAction>
      </div>
    );
  if (application.state !== 'submitted') return null;
  return (
    <div className="actions row">
      <ApproveApplication application={application} registered={registered} />
      <ConfirmAction
        label={t('applications.reject')}
        title={t('applications.reject')}
        reasonLabel={t('common.reason')}
        danger
        run={(reason) => applications.review(application.id, false, reason)}
      >
        <p>
          <b>{application.organisationName}</b>
        </p>
        <p>{t('applications.rejectText')}</p>
      </ConfirmAction>
    </div>
  );
}
