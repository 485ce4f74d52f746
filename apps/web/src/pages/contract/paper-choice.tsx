import { useTranslation } from 'react-i18next';
import { FILE_TYPES } from '../../api/documents';
import { FilePicker } from '../../ui/file-picker';

/** Papers that go with what is said. */
export function PaperChoice({
  files,
  onChange,
  multiple = false,
}: {
  files: File[];
  onChange: (files: File[]) => void;
  multiple?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <div>
      <p className="small">{t('terms.papers')}</p>
      <FilePicker
        label={t('common.chooseFiles')}
        accept={FILE_TYPES}
        files={files}
        onChange={onChange}
        multiple={multiple}
      />
    </div>
  );
}
