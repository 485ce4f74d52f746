import { Alert, Progress } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Ceremony, ceremonies, type OpeningProgress } from '../../api/ceremonies';
import { ROLES } from '../../sealed/crypto';
import { ConfirmAction } from '../../ui/confirm-action';
import { Facts } from '../../ui/facts';
import { ApprovalItem } from '../room/operator/approvals';
import { useApprovals } from '../room/operator/use-approvals';

interface RevealPanelProps {
  ceremony: Ceremony;
  opening: OpeningProgress;
  operates: boolean;
}

/** How much is open; and for the exchange, the reveal, which one person asks for and another approves. */
export function RevealPanel({ ceremony, opening, operates }: RevealPanelProps) {
  const { t } = useTranslation();
  const { bids, opened, unopened, contributed, ready } = opening;
  const percent = bids === 0 ? 100 : Math.round((opened / bids) * 100);
  return (
    <section className="panel" aria-labelledby="reveal-title" data-testid="reveal-panel">
      <h2 id="reveal-title">{t('ceremony.openingTitle')}</h2>
      <div className="stack">
        <Progress percent={percent} status={ready ? 'success' : 'normal'} format={() => `${opened}/${bids}`} />
        <Facts
          items={ROLES.map((role) => [
            t(`ceremony.role.${role}`),
            t('ceremony.contributed', { done: contributed[role], bids }),
          ])}
        />
        {unopened > 0 && (
          <Alert
            type="warning"
            showIcon
            title={t('ceremony.unopened', { count: unopened })}
            description={t('ceremony.unopenedHint')}
          />
        )}
        {operates && <Reveal ceremony={ceremony} opening={opening} />}
      </div>
    </section>
  );
}

function Reveal({ ceremony, opening }: Omit<RevealPanelProps, 'operates'>) {
  const { t } = useTranslation();
  const id = ceremony.auctionId;
  const { items, isPending, hasNextPage, isFetching, fetchNextPage } = useApprovals(id, 1_500);
  // Among many voids the requests to open may be on any page: all of them are read.
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const known = !isPending && !hasNextPage;
  const asked = items.filter(({ kind }) => kind === 'reveal');
  const pending = asked.some(({ state }) => state === 'pending');
  return (
    <>
      {asked.length > 0 && (
        <ul className="disputes">
          {asked.map((approval) => (
            <ApprovalItem key={approval.id} approval={approval} />
          ))}
        </ul>
      )}
      {!opening.ready && <p className="small muted">{t('ceremony.revealLater')}</p>}
      {opening.ready && known && !pending && (
        <ConfirmAction
          label={t('ceremony.reveal')}
          title={t('ceremony.reveal')}
          reasonLabel={t('operate.reason')}
          button={{ type: 'primary' }}
          run={(reason, commandId) => ceremonies.askForReveal(id, { commandId, reason, unopened: opening.unopened })}
        >
          <p>{t('ceremony.revealText', { count: opening.bids })}</p>
          {opening.unopened > 0 && <p className="fault">{t('ceremony.unopened', { count: opening.unopened })}</p>}
        </ConfirmAction>
      )}
    </>
  );
}
