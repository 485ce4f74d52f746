import { useTranslation } from 'react-i18next';

/** Account codes begin with what they are for (`deposit:…`, `fee:buyer:…`); people read that, machines the rest. */
export function AccountName({ code }: { code: string }) {
  const { t } = useTranslation();
  const purpose = purposeOf(code);
  return <span title={code}>{t(`ledger.purpose.${purpose}`, { defaultValue: purpose })}</span>;
}

function purposeOf(code: string): string {
  const [first = code, second = ''] = code.split(':');
  return first === 'fee' ? `${second}_fee` : first;
}
