import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyPair, TrusteeRole } from '@jishi/sealing';
import type { Ceremony } from '../../api/ceremonies';
import { ROLES } from '../../sealed/crypto';
import { ProblemAlert } from '../../ui/problem-alert';
import { drillWith, openWith, publishKey } from './trustee-acts';
import { Fingerprint } from './trustees-panel';

interface KeyWorkProps {
  ceremony: Ceremony;
  role: TrusteeRole;
  pair: KeyPair;
  published: string | null;
  onForget: () => void;
}

/** The key is here: the one thing that is to be done with it now. */
export function KeyWork({ ceremony, role, pair, published, onForget }: KeyWorkProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [percent, setPercent] = useState<number | null>(null);
  const act = actFor(ceremony, role, pair, published);
  const work = useMutation({
    mutationFn: async () => {
      const { auctionId } = ceremony;
      if (act === 'publish') await publishKey(auctionId, pair);
      if (act === 'drill') await drillWith(auctionId, role, pair);
      if (act === 'open') await openWith(auctionId, role, pair, ceremony.bidCount, setPercent);
    },
    onSuccess: () => void message.success(t(`ceremony.did.${act}`)),
    onSettled: () => client.invalidateQueries({ queryKey: ['/ceremonies'] }),
  });
  const busy = act === 'publish' || act === 'drill' || act === 'open';
  return (
    <div className="stack">
      <p className="row">
        <span>{t('ceremony.keyHere')}</span>
        <Fingerprint publicKey={pair.publicKey} />
      </p>
      {act === 'publish' && !published && (
        <Alert type="warning" showIcon title={t('ceremony.keep')} description={t('ceremony.keepHint')} />
      )}
      {act === 'other' && <Alert type="error" showIcon title={t('ceremony.otherKey')} />}
      <p>{t(`ceremony.do.${act}`)}</p>
      <ProblemAlert error={work.error} />
      {percent !== null && <Progress percent={percent} aria-label={t('ceremony.opening')} />}
      <div className="row">
        {busy && (
          <Button type="primary" data-testid="key-act" loading={work.isPending} onClick={() => work.mutate()}>
            {t(`ceremony.act.${act}`)}
          </Button>
        )}
        <Button disabled={work.isPending} onClick={onForget}>
          {t('ceremony.forget')}
        </Button>
      </div>
    </div>
  );
}

type Act = 'publish' | 'wait' | 'drill' | 'drilled' | 'open' | 'done' | 'opened' | 'other';

function actFor(ceremony: Ceremony, role: TrusteeRole, pair: KeyPair, published: string | null): Act {
  const { state, trustees, opening } = ceremony;
  const own = pair.publicKey === published;
  if (state === 'announced') {
    if (!own) return 'publish';
    if (trustees.length < 3 || trustees.some(({ publicKey }) => publicKey === null)) return 'wait';
    return trustees.find((trustee) => trustee.role === role)?.drilled ? 'drilled' : 'drill';
  }
  if (!own) return 'other';
  if (!opening || opening.opened === opening.bids) return 'opened';
  // Nobody else has been there since: nothing new can open.
  const alone = ROLES.every((other) => opening.contributed[other] === (other === role ? opening.bids : 0));
  return alone ? 'done' : 'open';
}
