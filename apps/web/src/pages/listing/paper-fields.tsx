import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { FILE_TYPES, MAX_FILE_BYTES } from '../../api/documents';
import { FilePicker } from '../../ui/file-picker';

/** What was chosen for one kind of paper. */
export interface ChosenPaper {
  files: File[];
  expiresOn: string;
}
export type ChosenPapers = Record<string, ChosenPaper>;

const NO_PAPER: ChosenPaper = { files: [], expiresOn: '' };
/** Papers that are valid for a time. */
const EXPIRING = ['business_licence', 'authorisation'];

export const tooLarge = (papers: ChosenPapers): File | undefined =>
  Object.values(papers)
    .flatMap(({ files }) => files)
    .find((file) => file.size > MAX_FILE_BYTES);

interface PaperFieldsProps {
  required: string[];
  papers: ChosenPapers;
  onChange: (papers: ChosenPapers) => void;
  /** Somebody tried to send: what is missing is said now. */
  asked: boolean;
}

/** The checklist of papers, each with its own upload; further ones go under “other”. */
export function PaperFields({ required, papers, onChange, asked }: PaperFieldsProps) {
  const { t } = useTranslation();
  return [...required, 'other'].map((kind) => {
    const paper = papers[kind] ?? NO_PAPER;
    const needed = kind !== 'other' || required.length === 0;
    const missing = asked && needed && paper.files.length === 0;
    const change = (part: Partial<ChosenPaper>) => onChange({ ...papers, [kind]: { ...paper, ...part } });
    return (
      <Form.Item
        key={kind}
        name={['documents', kind]}
        label={t(`paper.${kind}`)}
        required={needed}
        validateStatus={missing ? 'error' : ''}
        help={missing ? t('qualify.paperMissing') : undefined}
        extra={kind === 'other' ? t('qualify.otherHint') : undefined}
      >
        <div className="paper-field">
          <FilePicker
            label={t('common.chooseFiles')}
            accept={FILE_TYPES}
            files={paper.files}
            onChange={(files) => change({ files })}
          />
          {EXPIRING.includes(kind) && paper.files.length > 0 && (
            <label className="small">
              {t('qualify.expiresOn')}
              <Input
                type="date"
                value={paper.expiresOn}
                onChange={(event) => change({ expiresOn: event.target.value })}
              />
            </label>
          )}
        </div>
      </Form.Item>
    );
  });
}
