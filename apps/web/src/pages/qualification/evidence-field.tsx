import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { applications } from '../../api/applications';
import { FilePicker } from '../../ui/file-picker';

interface EvidenceFieldProps {
  hint: string;
  files: File[];
  onChange: (files: File[]) => void;
}

/** The one paper that shows what is said, if there is one. */
export function EvidenceField({ hint, files, onChange }: EvidenceFieldProps) {
  const { t } = useTranslation();
  return (
    <Form.Item name="evidenceId" label={t('relations.evidence')} extra={hint}>
      <FilePicker
        label={t('common.chooseFiles')}
        accept=".pdf,.png,.jpg,.jpeg"
        multiple={false}
        files={files}
        onChange={onChange}
      />
    </Form.Item>
  );
}

export const uploadEvidence = async ([file]: File[]): Promise<string | undefined> =>
  file && (await applications.upload(file)).id;
