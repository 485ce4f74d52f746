/** The eleven technical fields of contract registration. */
export const TECHNICAL_FIELDS = {
  electronics: { zh: '电子信息', en: 'Electronics and information' },
  aerospace: { zh: '航空航天', en: 'Aerospace' },
  manufacturing: { zh: '先进制造', en: 'Advanced manufacturing' },
  biomedicine: { zh: '生物、医药和医疗器械', en: 'Biomedicine and medical devices' },
  materials: { zh: '新材料及其应用', en: 'New materials' },
  energy: { zh: '新能源与高效节能', en: 'New energy and efficiency' },
  environment: { zh: '环境保护与资源综合利用', en: 'Environment and resources' },
  nuclear: { zh: '核应用', en: 'Nuclear applications' },
  agriculture: { zh: '农业', en: 'Agriculture' },
  transport: { zh: '现代交通', en: 'Modern transport' },
  urban: { zh: '城市建设与社会发展', en: 'Urban and social development' },
} as const;

export type FieldCode = keyof typeof TECHNICAL_FIELDS;
export const FIELD_CODES = Object.keys(TECHNICAL_FIELDS) as FieldCode[];
