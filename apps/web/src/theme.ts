import type { ThemeConfig } from 'antd';

/** Ink for structure, vermilion for what is live or binding, jade for what is safe. The CSS reads the same values. */
export const palette = {
  ink: '#141c27',
  inkRaised: '#1f2a38',
  text: '#1b2430',
  soft: '#465362',
  muted: '#5e6a77',
  line: '#dde2e8',
  paper: '#f4f6f8',
  vermilion: '#bd3219',
  jade: '#12705a',
  amber: '#8a5800',
} as const;

export const fontFamily =
  "'Noto Sans SC Variable', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif";

export const theme: ThemeConfig = {
  token: {
    colorPrimary: palette.ink,
    colorInfo: palette.ink,
    colorLink: palette.vermilion,
    colorLinkHover: '#8f2511',
    colorError: '#b3261e',
    colorSuccess: palette.jade,
    colorWarning: palette.amber,
    // Washes are named: mixed from tones this dark they would come out as mud.
    colorPrimaryBg: '#e9edf2',
    colorPrimaryHover: '#2b3a4d',
    colorPrimaryActive: '#0c121a',
    colorInfoBg: '#eef1f4',
    colorInfoBorder: '#c3cbd4',
    colorSuccessBg: '#eaf5f1',
    colorSuccessBorder: '#a9d3c5',
    colorWarningBg: '#fcf5e6',
    colorWarningBorder: '#e8d3a0',
    colorErrorBg: '#fdf1ee',
    colorErrorBorder: '#ecbdb2',
    colorText: palette.text,
    colorTextSecondary: palette.soft,
    colorTextTertiary: palette.muted,
    colorTextPlaceholder: '#6a7683',
    colorBorder: '#c3cbd4',
    colorBorderSecondary: palette.line,
    colorBgLayout: palette.paper,
    borderRadius: 4,
    controlHeight: 40,
    controlHeightLG: 46,
    fontFamily,
    fontSize: 15,
    motion: false,
    wireframe: false,
  },
  components: {
    Button: { fontWeight: 600, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Modal: { titleFontSize: 18 },
    Form: { labelColor: palette.soft, verticalLabelPadding: '0 0 4px' },
    Tabs: { inkBarColor: palette.vermilion, itemSelectedColor: palette.ink },
    Segmented: { itemSelectedBg: palette.ink, itemSelectedColor: '#ffffff' },
  },
};
