import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePicker } from '../../ui/file-picker';
import type { useOwnKey } from './use-own-key';

interface KeyChooserProps {
  ownKey: ReturnType<typeof useOwnKey>;
  published: string | null;
  /** Before the opening a new key may still be made. */
  mayMake: boolean;
}

/** The key comes from its file; or a new one is made here, and goes into a file at once. */
export function KeyChooser({ ownKey, published, mayMake }: KeyChooserProps) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const make = (
    <Button type={published ? 'default' : 'primary'} onClick={() => void ownKey.make(passphrase)}>
      {t(published ? 'ceremony.makeAnother' : 'ceremony.make')}
    </Button>
  );
  return (
    <div className="stack key-chooser">
      <p>{t(published ? 'ceremony.bringKey' : 'ceremony.noKeyYet')}</p>
      <label className="field">
        <span>{t('ceremony.passphrase')}</span>
        <Input.Password
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
          style={{ maxWidth: 360 }}
        />
        <span className="small muted">{t('ceremony.passphraseHint')}</span>
      </label>
      <div className="row">
        {mayMake && make}
        <FilePicker
          accept=".json,application/json"
          multiple={false}
          files={[]}
          label={t('ceremony.choose')}
          onChange={([file]) => file && void ownKey.load(file, passphrase)}
        />
      </div>
      {ownKey.fault && <Alert type="error" showIcon title={t(`ceremony.keyFault.${ownKey.fault}`)} />}
    </div>
  );
}
