import { useTranslation } from 'react-i18next';

/** Account codes begin with what they are for (`deposit:…`, `fee:buyer:…`); people read that, machines the rest. */
export function AccountName({ code }: { code: string }) {
  return (
    <span title={code}>
      <Purpose of={purposeOf(code)} />
    </span>
  );
}

export function Purpose({ of: purpose }: { of: string }) {
  const { t } = useTranslation();
  return <>{t(`ledger.purpose.${purpose}`, { defaultValue: purpose })}</>;
}

/** What a transfer was for. */
export function Business({ kind }: { kind: string }) {
  const { t } = useTranslation();
  return <>{t(`ledger.transferKind.${kind.replace('.', '_')}`, { defaultValue: kind })}</>;
}

function purposeOf(code: string): string {
  const [first = code, second = ''] = code.split(':');
  return first === 'fee' ? `${second}_fee` : first;
}

export const accountPath = (code: string): string => `/desk/ledger/accounts/${encodeURIComponent(code)}`;
