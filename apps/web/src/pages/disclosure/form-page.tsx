import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { disclosures } from '../../api/disclosures';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { DisclosureForm } from './disclosure-form';

export function Component() {
  return (
    <Guard permission="achievement.disclose">
      <Edit />
    </Guard>
  );
}

function Edit() {
  const { t } = useTranslation();
  const { id } = useParams();
  const existing = useQuery({
    queryKey: ['/disclosures', id],
    queryFn: () => disclosures.get(id ?? ''),
    enabled: id !== undefined,
  });
  return (
    <>
      <PageHead title={t(id ? 'disclosure.editTitle' : 'disclosure.create')} intro={t('disclosure.formIntro')} />
      <ProblemAlert error={existing.error} />
      {id && existing.isPending && <Loading />}
      {(!id || existing.data) && <DisclosureForm disclosure={existing.data ?? null} />}
    </>
  );
}
