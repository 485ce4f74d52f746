import { useTranslation } from 'react-i18next';
import { type Contributor, type Disclosure, disclosures } from '../../api/disclosures';
import { useAuth } from '../../auth/actor';
import { formatPercent } from '../../lib/percent';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { FileButton } from './file-button';

/** Who made it, with which share, and whether they say so themselves; and who may take it over before others. */
export function ContributorsPanel({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useTranslation();
  const first = disclosure.rightHolders.filter(({ ground }) => ground !== 'inventor');
  return (
    <section className="panel" aria-labelledby="contributors-title">
      <h2 id="contributors-title">{t('disclosure.contributors')}</h2>
      <ul className="share-list">
        {disclosure.contributors.map((contributor) => (
          <li key={contributor.id}>
            <span>
              <b>{contributor.name}</b>{' '}
              <span className="muted small">{contributor.affiliation || disclosure.organisationName}</span>
            </span>
            <b className="num">{formatPercent(contributor.shareBps)}</b>
            <Answer disclosure={disclosure} contributor={contributor} />
          </li>
        ))}
      </ul>
      {first.length > 0 && (
        <>
          <h3 className="small muted" style={{ marginTop: 16 }}>
            {t('disclosure.firstRefusal')}
          </h3>
          <ul>
            {first.map(({ name, ground, source }) => (
              <li key={`${ground}:${name}`}>
                {name}{' '}
                <span className="muted small">
                  {t(`disclosure.party.${ground}`)} · {source}
                </span>
              </li>
            ))}
          </ul>
          <p className="muted small">{t('disclosure.firstRefusalHint')}</p>
        </>
      )}
    </section>
  );
}

function Answer({ disclosure, contributor }: { disclosure: Disclosure; contributor: Contributor }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const mine = contributor.userId !== null && contributor.userId === actor?.userId;
  const open = ['disclosed', 'in_review'].includes(disclosure.state);
  const external = contributor.userId === null;
  if (contributor.agreed)
    return (
      <span className="small">
        <span className="tag good">{t(external ? 'disclosure.confirmedOnPaper' : 'disclosure.confirmed')}</span>{' '}
        <Moment at={contributor.answeredAt} day />
      </span>
    );
  return (
    <span className="row">
      <span className="small">
        <span className={`tag ${contributor.agreed === false ? 'bad' : 'wait'}`}>
          {t(contributor.agreed === false ? 'disclosure.contested' : 'disclosure.unconfirmed')}
        </span>{' '}
        {contributor.objection}
      </span>
      {mine && open && <AnswerOwn disclosure={disclosure} contributor={contributor} />}
      {external && open && (can('disclosure.review') || disclosure.may.includes('withdraw')) && (
        <FileButton
          label={t('disclosure.filePaper')}
          send={(id) => disclosures.paper(disclosure.id, contributor.id, id)}
        />
      )}
    </span>
  );
}

function AnswerOwn({ disclosure, contributor }: { disclosure: Disclosure; contributor: Contributor }) {
  const { t } = useTranslation();
  const share = formatPercent(contributor.shareBps);
  return (
    <>
      <ConfirmAction
        label={t('disclosure.confirmShare')}
        title={t('disclosure.confirmShare')}
        button={{ type: 'primary', size: 'small' }}
        run={() => disclosures.share(disclosure.id, true)}
      >
        <p>{t('disclosure.confirmShareText', { share })}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('disclosure.contestShare')}
        title={t('disclosure.contestShare')}
        button={{ size: 'small' }}
        danger
        reasonLabel={t('common.reason')}
        run={(reason) => disclosures.share(disclosure.id, false, reason)}
      >
        <p>{t('disclosure.contestShareText', { share })}</p>
      </ConfirmAction>
    </>
  );
}
