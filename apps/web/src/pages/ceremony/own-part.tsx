import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TrusteeRole } from '@jishi/sealing';
import type { Ceremony } from '../../api/ceremonies';
import { canSeal } from '../../sealed/crypto';
import { KeyChooser } from './key-chooser';
import { KeyWork } from './key-work';
import { useOwnKey } from './use-own-key';

/** What a trustee does, where its private key is: make and publish it, drill, and open after the end. */
export function OwnPart({ ceremony, role }: { ceremony: Ceremony; role: TrusteeRole }) {
  const { t } = useTranslation();
  const key = useOwnKey(`jishi-${role}-${ceremony.auctionId.slice(0, 8)}.key.json`);
  const own = ceremony.trustees.find((trustee) => trustee.role === role);
  const before = ceremony.state === 'announced';
  if (!before && ceremony.awaits !== 'reveal') {
    return (
      <section className="panel" aria-labelledby="own-title">
        <h2 id="own-title">{t('ceremony.own', { role: t(`ceremony.role.${role}`) })}</h2>
        <p>{t(ceremony.state === 'closed' ? 'ceremony.ownOver' : 'ceremony.ownWait')}</p>
      </section>
    );
  }
  return (
    <section className="panel" aria-labelledby="own-title" data-testid="own-part">
      <h2 id="own-title">{t('ceremony.own', { role: t(`ceremony.role.${role}`) })}</h2>
      {!canSeal() && (
        <Alert type="warning" showIcon title={t('sealed.insecure')} description={t('sealed.insecureHint')} />
      )}
      {canSeal() && !key.pair && <KeyChooser ownKey={key} published={own?.publicKey ?? null} mayMake={before} />}
      {canSeal() && key.pair && (
        <KeyWork
          ceremony={ceremony}
          role={role}
          pair={key.pair}
          published={own?.publicKey ?? null}
          onForget={key.forget}
        />
      )}
    </section>
  );
}
